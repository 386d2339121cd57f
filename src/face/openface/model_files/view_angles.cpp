// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/view_angles.h"

#include <numbers>

namespace kizashi::face::openface {

std::vector<Eigen::Vector3d> read_view_angles_rad(ByteReader& reader, int view_count) {
  std::vector<Eigen::Vector3d> angles;
  for (int i = 0; i < view_count && reader.ok(); ++i) {
    const Eigen::VectorXd degrees = reader.column<double>("the middle of a view", 3);
    if (reader.ok()) angles.emplace_back(degrees * (std::numbers::pi / 180.0));
  }
  return angles;
}

}  // namespace kizashi::face::openface
