// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/face/mesh/face_mesh.h"

namespace kizashi::face::mesh {

/// MediaPipe's canonical metric face: the shape against which pose and the head frame are measured.
/// Millimetres, the whole face scaled so that its iris has an adult's 11.7 mm at the median over people; x to the right
/// of a picture of it, y down, z away from the camera.
struct CanonicalFace {
  struct BasisPoint {
    std::size_t point_idx = 0;
    double weight = 0.0;
  };
  std::array<Eigen::Vector3d, skin_point_count> points_mm;
  std::vector<std::array<std::size_t, 3>> triangles;  ///< of points, covering the skin
  std::vector<BasisPoint> rigid_basis;  ///< the points, and their weights, that the file gives for a rigid fit
};

/// Reads `geometry_pipeline_metadata_landmarks.binarypb`. Fails with unusable_model.
base::Result<CanonicalFace> parse_canonical_face(std::span<const std::byte> bytes);

}  // namespace kizashi::face::mesh
