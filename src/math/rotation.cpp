// SPDX-License-Identifier: Apache-2.0
#include "kizashi/math/rotation.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

namespace kizashi::math {

// Written out, R = Rx * Ry * Rz has
//   row 0 = ( cy cz, -cy sz, sy ),  element (1,2) = -sx cy,  element (2,2) = cx cy.
Eigen::Vector3d euler_xyz_from_rotation(const Eigen::Matrix3d& rotation) {
  const double sin_y = std::clamp(rotation(0, 2), -1.0, 1.0);
  const double cos_y = std::hypot(rotation(0, 0), rotation(0, 1));
  constexpr double gimbal_lock_cosine = 1e-9;
  if (cos_y < gimbal_lock_cosine) return {std::atan2(rotation(2, 1), rotation(1, 1)), std::asin(sin_y), 0.0};
  return {std::atan2(-rotation(1, 2), rotation(2, 2)), std::atan2(sin_y, cos_y),
          std::atan2(-rotation(0, 1), rotation(0, 0))};
}

Eigen::Matrix3d rotation_from_euler_xyz(const Eigen::Vector3d& angles_rad) {
  return (Eigen::AngleAxisd(angles_rad.x(), Eigen::Vector3d::UnitX()) *
          Eigen::AngleAxisd(angles_rad.y(), Eigen::Vector3d::UnitY()) *
          Eigen::AngleAxisd(angles_rad.z(), Eigen::Vector3d::UnitZ()))
      .toRotationMatrix();
}

}  // namespace kizashi::math
