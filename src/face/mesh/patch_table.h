// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace kizashi::face::mesh {

/// Size of the upright picture of a face in which patches are placed. The face is as wide as it; the forehead begins at
/// its upper edge, and the chin ends above its lower one.
inline constexpr int aligned_width_px = 112;
inline constexpr int aligned_height_px = 124;

/// A piece of skin.
struct Patch {
  std::string name;
  std::string description;
  cv::Rect place;          ///< in the aligned face; with sides, that of the person's right, left of the middle
  bool has_sides = false;  ///< the person's left has the mirror image of the place
};

/// The patches that data/evidence/mesh.json defines.
const std::vector<Patch>& mesh_patches();

}  // namespace kizashi::face::mesh
