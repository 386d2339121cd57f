// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

namespace kizashi::face::openface {

struct MapShape {
  int map_count = 0;
  int width = 0;
  int height = 0;

  bool operator==(const MapShape&) const = default;
};

/// Pictures of one size, one for each feature, row by row. Rows and maps may lie further apart than they are long, so
/// that a layer may work on whole runs of values; what lies between is of no meaning.
class FeatureMaps {
 public:
  /// Values that may be read beyond the last map, and written beyond the end of each.
  static constexpr int slack = 32;

  /// Memory is kept from one shape to the next.
  void reshape(const MapShape& shape, int row_step);
  void reshape(const MapShape& shape) { reshape(shape, shape.width); }

  [[nodiscard]] const MapShape& shape() const { return shape_; }
  [[nodiscard]] int row_step() const { return row_step_; }
  [[nodiscard]] int map_step() const { return map_step_; }
  [[nodiscard]] bool is_empty() const { return shape_.map_count < 1 || shape_.width < 1 || shape_.height < 1; }

  [[nodiscard]] float* row(int map, int y) { return values_.data() + offset(map, y); }
  [[nodiscard]] const float* row(int map, int y) const { return values_.data() + offset(map, y); }
  [[nodiscard]] float at(int map, int y, int x) const { return row(map, y)[x]; }

  /// The values without gaps: map by map, row by row.
  void copy_to(Eigen::Ref<Eigen::VectorXf> values) const;

 private:
  [[nodiscard]] std::size_t offset(int map, int y) const {
    return static_cast<std::size_t>(map) * static_cast<std::size_t>(map_step_) +
           static_cast<std::size_t>(y) * static_cast<std::size_t>(row_step_);
  }

  MapShape shape_;
  int row_step_ = 0;
  int map_step_ = 0;
  std::vector<float> values_;
};

}  // namespace kizashi::face::openface
