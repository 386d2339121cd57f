// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/region.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

namespace kizashi::face {

Eigen::Vector2f frame_from_region(const FaceRegion& region, const Eigen::Vector2f& place) {
  const Eigen::Vector2f from_centre = (place - Eigen::Vector2f(0.5F, 0.5F)) * region.size_px;
  return region.centre_px + Eigen::Rotation2Df(region.angle_rad) * from_centre;
}

float overlap(const FaceRegion& a, const FaceRegion& b) {
  const Eigen::Vector2f apart = (a.centre_px - b.centre_px).cwiseAbs();
  const float reach = (a.size_px + b.size_px) / 2;
  const float smaller = std::min(a.size_px, b.size_px);
  const float shared_width = std::clamp(reach - apart.x(), 0.0F, smaller);
  const float shared_height = std::clamp(reach - apart.y(), 0.0F, smaller);
  const float shared = shared_width * shared_height;
  const float whole = a.size_px * a.size_px + b.size_px * b.size_px - shared;
  return whole > 0.0F ? shared / whole : 0.0F;
}

}  // namespace kizashi::face
