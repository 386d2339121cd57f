// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

namespace kizashi::face {

/// A square of the upright frame, turned about its centre so that the face inside stands upright.
struct FaceRegion {
  Eigen::Vector2f centre_px = Eigen::Vector2f::Zero();
  float size_px = 0.0F;    ///< side of the square
  float angle_rad = 0.0F;  ///< clockwise as seen in the picture
};

/// The point of the frame at (u, v) of the region, both 0 to 1 from its upper left corner.
Eigen::Vector2f frame_from_region(const FaceRegion& region, const Eigen::Vector2f& place);

/// Intersection over union of the two squares, their turns left aside.
float overlap(const FaceRegion& a, const FaceRegion& b);

}  // namespace kizashi::face
