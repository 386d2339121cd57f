// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <cstddef>

#include "kizashi/face/region.h"

namespace kizashi::face::mesh {

/// Points of MediaPipe's face mesh: 468 on the skin, then five to each iris (centre, then right, upper, left, lower
/// rim).
inline constexpr std::size_t mesh_point_count = 478;
inline constexpr std::size_t skin_point_count = 468;

/// A face's points: x right and y down in pixels of the frame; z in the same scale, smaller is nearer the camera.
using MeshPoints = std::array<Eigen::Vector3f, mesh_point_count>;

struct FaceMesh {
  MeshPoints points_px;
  float presence = 0.0F;  ///< the network's probability that there is a face in its region
};

/// Where to look for the face in a later frame: 1.5 times the longer side of its points' box, the outer eye corners
/// level.
FaceRegion region_of(const MeshPoints& points_px);

/// The mean of two mesh points; name the same twice for the point itself.
Eigen::Vector3f midpoint(const MeshPoints& points, std::size_t a, std::size_t b);

}  // namespace kizashi::face::mesh
