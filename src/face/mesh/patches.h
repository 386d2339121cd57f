// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "kizashi/face/mesh/face_mesh.h"

namespace kizashi::face::mesh {

/// How a patch of skin looks, next to the whole face's mean brightness, so that the light's strength cancels out. Both
/// are absent where more than half of the patch lies outside the picture.
struct PatchLook {
  std::optional<double> gradient;    ///< mean size of the change from left to right, along 8 px of the aligned face
  std::optional<double> brightness;  ///< mean
};

/// One for each patch of mesh_patches(), for one with sides two: the person's left, then right. The face is turned
/// upright and brought to one size by its eye corners and its nose, never by what expressions move.
std::vector<PatchLook> measure_patches(const cv::Mat& rgb, const MeshPoints& points_px);

}  // namespace kizashi::face::mesh
