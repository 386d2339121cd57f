// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/canonical_face.h"

#include <algorithm>
#include <optional>

#include "kizashi/face/mesh/protobuf_reader.h"

namespace kizashi::face::mesh {

namespace {

// GeometryPipelineMetadata: field 1 is the canonical mesh, field 2 one landmark of the rigid basis.
constexpr std::uint32_t mesh_field = 1;
constexpr std::uint32_t basis_field = 2;
// Mesh3d: field 3 is the vertex buffer, five floats a vertex: x, y, z in centimetres (y up, z to the camera) and two of
// texture.
constexpr std::uint32_t vertex_buffer_field = 3;
constexpr std::size_t floats_per_vertex = 5;
// Mesh3d: field 4 is the index buffer, three vertices a triangle.
constexpr std::uint32_t index_buffer_field = 4;
// WeightedLandmarkRef: field 1 is the point's index, field 2 its weight.
constexpr std::uint32_t point_field = 1;
constexpr std::uint32_t weight_field = 2;
// The file calls its unit a centimetre. Faces of 56 people measured with it have irises of 12.33 mm at the median,
// where an adult's iris is 11.7 mm across, hence the factor .95; from clip to clip the iris alone is three times less
// steady than the face as a whole (docs/adr/0005-millimetres.md).
constexpr double mm_per_unit = 9.5;

std::optional<std::vector<float>> vertex_buffer(std::span<const std::byte> mesh) {
  const auto fields = read_protobuf(mesh);
  if (!fields) return std::nullopt;
  std::vector<float> values;
  for (const ProtobufField& field : *fields) {
    if (field.number == vertex_buffer_field && field.fixed32) values.push_back(*field.fixed32);
  }
  return values;
}

bool set_triangles(std::span<const std::byte> mesh, CanonicalFace& face) {
  const auto fields = read_protobuf(mesh);
  if (!fields) return false;
  std::vector<std::size_t> corners;
  for (const ProtobufField& field : *fields) {
    if (field.number == index_buffer_field) corners.push_back(static_cast<std::size_t>(field.varint));
  }
  for (std::size_t i = 0; i + 3 <= corners.size(); i += 3) {
    face.triangles.push_back({corners[i], corners[i + 1], corners[i + 2]});
  }
  const auto is_skin = [](std::size_t point_idx) { return point_idx < skin_point_count; };
  return !corners.empty() && corners.size() % 3 == 0 && std::all_of(corners.begin(), corners.end(), is_skin);
}

bool set_points(std::span<const std::byte> mesh, CanonicalFace& face) {
  const auto values = vertex_buffer(mesh);
  if (!values || values->size() != skin_point_count * floats_per_vertex) return false;
  for (std::size_t i = 0; i < skin_point_count; ++i) {
    const float* vertex = &(*values)[i * floats_per_vertex];
    face.points_mm.at(i) = mm_per_unit * Eigen::Vector3f(vertex[0], -vertex[1], -vertex[2]).cast<double>();
  }
  return true;
}

bool add_basis_point(std::span<const std::byte> reference, CanonicalFace& face) {
  const auto fields = read_protobuf(reference);
  if (!fields) return false;
  CanonicalFace::BasisPoint point;
  for (const ProtobufField& field : *fields) {
    if (field.number == point_field) point.point_idx = static_cast<std::size_t>(field.varint);
    if (field.number == weight_field && field.fixed32) point.weight = static_cast<double>(*field.fixed32);
  }
  face.rigid_basis.push_back(point);
  return point.point_idx < skin_point_count && point.weight > 0.0;
}

}  // namespace

base::Result<CanonicalFace> parse_canonical_face(std::span<const std::byte> bytes) {
  const base::Error unusable{base::ErrorCode::unusable_model,
                             "the canonical face file does not hold a face of 468 points"};
  const auto fields = read_protobuf(bytes);
  if (!fields) return unusable;
  CanonicalFace face;
  bool has_points = false;
  for (const ProtobufField& field : *fields) {
    if (field.number == mesh_field) has_points = set_points(field.bytes, face) && set_triangles(field.bytes, face);
    if (field.number == basis_field && !add_basis_point(field.bytes, face)) return unusable;
  }
  constexpr std::size_t least_basis_points = 4;  // a perspective pose needs four points
  if (!has_points || face.rigid_basis.size() < least_basis_points) return unusable;
  return face;
}

}  // namespace kizashi::face::mesh
