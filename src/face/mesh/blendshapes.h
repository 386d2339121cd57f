// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "kizashi/face/mesh/face_mesh.h"
#include "kizashi/infer/model.h"

namespace kizashi::face::mesh {

inline constexpr std::size_t blendshape_count = 52;
inline constexpr std::size_t blendshape_input_point_count = 146;

/// Coefficients 0 to 1, in the order of blendshape_names; left and right are the person's own.
using Blendshapes = std::array<float, blendshape_count>;

/// The network's output names (those of ARKit's face tracking, with `_neutral` before them).
extern const std::array<std::string_view, blendshape_count> blendshape_names;

/// Index of a name in blendshape_names; an unknown name is a broken contract.
std::size_t blendshape_index(std::string_view name);

/// Turns mesh points into blendshape coefficients. The network accepts the points of its own mesh network alone:
/// others give wrong coefficients.
class BlendshapeEstimator {
 public:
  explicit BlendshapeEstimator(infer::Session session);
  Blendshapes estimate(const MeshPoints& points_px);

 private:
  infer::Session session_;
};

}  // namespace kizashi::face::mesh
