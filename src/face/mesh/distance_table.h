// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace kizashi::face::mesh {

/// How the middles of two groups of points are compared in the head frame. An empty second group is the frame's origin.
enum class DistanceKind {
  above,         ///< how far the first lies above the second
  lateral,       ///< how far the first lies from the second towards the side of the face
  lateral_down,  ///< the same, half way between towards the side and downwards
  behind,        ///< how far the first lies behind the second, away from the camera
  gap,           ///< mean distance between points of one place in both lists
};

using PointList = std::vector<std::uint16_t>;

/// The mesh points of one side of the face, or of its middle.
struct PointGroups {
  PointList of;
  PointList from;
};

struct Distance {
  std::string name;
  DistanceKind kind = DistanceKind::above;
  std::string description;
  PointGroups left;   ///< of the person's left; the whole measurement when it has no sides
  PointGroups right;  ///< of the person's right, on the left of a frontal picture; empty when there are no sides
  [[nodiscard]] bool has_sides() const { return !right.of.empty(); }
};

/// The distances that data/evidence/mesh.json defines, from which docs/methods/action-units.md and its picture are made
/// too.
const std::vector<Distance>& mesh_distances();

}  // namespace kizashi::face::mesh
