// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/face/mesh/canonical_face.h"
#include "kizashi/face/mesh/head_pose.h"

namespace kizashi::face::mesh {

/// For tests: the mesh that an ideal network would give of the canonical face in a known pose, seen by a known camera.
/// Depth is in the picture's scale, as the network states it. The iris points are put on `iris_in_head_mm`.
inline MeshPoints render_canonical_face(const CanonicalFace& face, const observation::HeadPose& pose,
                                        const Camera& camera, const std::array<Eigen::Vector3d, 2>& iris_in_head_mm) {
  const double scale_px_per_mm = camera.focal_length_px / pose.head_in_camera_mm.z();
  const auto project = [&](const Eigen::Vector3d& in_head) -> Eigen::Vector3f {
    const Eigen::Vector3d p = pose.camera_from_head * in_head + pose.head_in_camera_mm;
    const double depth_px = (p.z() - pose.head_in_camera_mm.z()) * scale_px_per_mm;
    return Eigen::Vector3d(camera.focal_length_px * p.x() / p.z() + camera.centre_x_px,
                           camera.focal_length_px * p.y() / p.z() + camera.centre_y_px, depth_px)
        .cast<float>();
  };
  MeshPoints points;
  for (std::size_t i = 0; i < skin_point_count; ++i) points.at(i) = project(face.points_mm.at(i));
  for (std::size_t i = skin_point_count; i < mesh_point_count; ++i) {
    points.at(i) = project(iris_in_head_mm.at(i < skin_point_count + 5 ? 0 : 1));
  }
  return points;
}

}  // namespace kizashi::face::mesh
