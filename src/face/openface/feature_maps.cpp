// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/feature_maps.h"

#include <algorithm>

#include "kizashi/base/check.h"

namespace kizashi::face::openface {

void FeatureMaps::reshape(const MapShape& shape, int row_step) {
  KIZASHI_CHECK(shape.map_count >= 0 && shape.width >= 0 && shape.height >= 0, "a map has a size");
  KIZASHI_CHECK(row_step >= shape.width, "rows do not overlap");
  shape_ = shape;
  row_step_ = row_step;
  map_step_ = shape.height * row_step + slack;
  const std::size_t size = offset(shape.map_count, 0) + slack;
  if (values_.size() < size) values_.resize(size);
}

void FeatureMaps::copy_to(Eigen::Ref<Eigen::VectorXf> values) const {
  KIZASHI_CHECK(values.size() == Eigen::Index{shape_.map_count} * shape_.width * shape_.height,
                "every value has a place");
  float* to = values.data();
  for (int map = 0; map < shape_.map_count; ++map) {
    for (int y = 0; y < shape_.height; ++y) {
      const float* from = row(map, y);
      to = std::copy(from, from + shape_.width, to);
    }
  }
}

}  // namespace kizashi::face::openface
