// SPDX-License-Identifier: Apache-2.0
#include "kizashi/math/rotation.h"

#include <gtest/gtest.h>

#include <numbers>
#include <random>

namespace kizashi::math {
namespace {

constexpr double angle_tolerance_rad = 1e-9;

TEST(EulerXyz, AnglesSurviveTheWayThroughAMatrix) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> any(-std::numbers::pi, std::numbers::pi);
  std::uniform_real_distribution<double> half(-1.5, 1.5);
  for (int trial = 0; trial < 1000; ++trial) {
    const Eigen::Vector3d angles(any(random), half(random), any(random));
    const Eigen::Vector3d back = euler_xyz_from_rotation(rotation_from_euler_xyz(angles));
    EXPECT_LT((back - angles).cwiseAbs().maxCoeff(), angle_tolerance_rad) << angles.transpose();
  }
}

TEST(EulerXyz, FirstRowIsAsOpenFaceStatesIt) {
  const Eigen::Vector3d angles(0.1, 0.2, 0.3);
  const Eigen::Matrix3d rotation = rotation_from_euler_xyz(angles);
  EXPECT_NEAR(rotation(0, 0), std::cos(0.2) * std::cos(0.3), angle_tolerance_rad);
  EXPECT_NEAR(rotation(0, 1), -std::cos(0.2) * std::sin(0.3), angle_tolerance_rad);
  EXPECT_NEAR(rotation(0, 2), std::sin(0.2), angle_tolerance_rad);
}

TEST(EulerXyz, AtGimbalLockTheMatrixStillComesBack) {
  const Eigen::Matrix3d rotation = rotation_from_euler_xyz({0.4, std::numbers::pi / 2, 0.3});
  const Eigen::Matrix3d back = rotation_from_euler_xyz(euler_xyz_from_rotation(rotation));
  EXPECT_LT((back - rotation).cwiseAbs().maxCoeff(), 1e-6);
}

}  // namespace
}  // namespace kizashi::math
