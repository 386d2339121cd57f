// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

namespace kizashi::math {

/// Euler angles (x, y, z) in radians of R = Rx(x) * Ry(y) * Rz(z), the order of OpenFace's pose_Rx, pose_Ry, pose_Rz.
/// y lies in [-pi/2, pi/2]; at its ends x and z cannot be told apart and z is 0.
Eigen::Vector3d euler_xyz_from_rotation(const Eigen::Matrix3d& rotation);

/// Rx(x) * Ry(y) * Rz(z) for angles in radians.
Eigen::Matrix3d rotation_from_euler_xyz(const Eigen::Vector3d& angles_rad);

}  // namespace kizashi::math
