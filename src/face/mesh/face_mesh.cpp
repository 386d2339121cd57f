// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/face_mesh.h"

#include <cmath>

namespace kizashi::face::mesh {

namespace {
constexpr float region_scale = 1.5F;
constexpr std::size_t image_left_outer_eye_corner = 33;
constexpr std::size_t image_right_outer_eye_corner = 263;
}  // namespace

FaceRegion region_of(const MeshPoints& points_px) {
  Eigen::Vector2f low = points_px.front().head<2>();
  Eigen::Vector2f high = low;
  for (const Eigen::Vector3f& point : points_px) {
    low = low.cwiseMin(point.head<2>());
    high = high.cwiseMax(point.head<2>());
  }
  const Eigen::Vector3f level = points_px[image_right_outer_eye_corner] - points_px[image_left_outer_eye_corner];
  return {(low + high) / 2, region_scale * (high - low).maxCoeff(), std::atan2(level.y(), level.x())};
}

Eigen::Vector3f midpoint(const MeshPoints& points, std::size_t a, std::size_t b) {
  return (points.at(a) + points.at(b)) / 2;
}

}  // namespace kizashi::face::mesh
