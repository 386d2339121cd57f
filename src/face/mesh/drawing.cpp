// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/drawing.h"

#include <algorithm>
#include <set>

namespace kizashi::face::mesh {

namespace {

using observation::DrawingEdge;

constexpr std::size_t iris_rim_points = 4;
constexpr std::array<std::size_t, 2> iris_rim_begins{469, 474};

DrawingEdge edge_between(std::size_t a, std::size_t b) {
  return {static_cast<std::uint16_t>(std::min(a, b)), static_cast<std::uint16_t>(std::max(a, b))};
}

}  // namespace

std::vector<Eigen::Vector2f> drawing_points(const MeshPoints& points_px) {
  std::vector<Eigen::Vector2f> points;
  points.reserve(points_px.size());
  for (const Eigen::Vector3f& point : points_px) points.emplace_back(point.head<2>());
  return points;
}

std::vector<DrawingEdge> drawing_edges_of(const CanonicalFace& face) {
  std::set<DrawingEdge> edges;
  for (const auto& [a, b, c] : face.triangles)
    edges.insert({edge_between(a, b), edge_between(b, c), edge_between(c, a)});
  for (const std::size_t begin : iris_rim_begins) {
    for (std::size_t i = 0; i < iris_rim_points; ++i) {
      edges.insert(edge_between(begin + i, begin + (i + 1) % iris_rim_points));
    }
  }
  return {edges.begin(), edges.end()};
}

}  // namespace kizashi::face::mesh
