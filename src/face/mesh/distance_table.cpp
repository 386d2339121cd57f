// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/distance_table.h"

#include <string_view>

#include "kizashi/base/check.h"
#include "kizashi/document/field.h"
#include "kizashi/face/mesh/face_mesh.h"

namespace kizashi::face::mesh {

namespace embedded {
std::string_view mesh_evidence();
}

namespace {

using document::Field;

PointList points_at(const Field& field) {
  PointList points;
  for (const Field& item : field.items()) {
    points.push_back(static_cast<std::uint16_t>(item.integer_in(0, std::int64_t{mesh_point_count} - 1)));
  }
  return points;
}

PointGroups groups_at(const Field& field) {
  field.expect_only({"of", "from"});
  PointGroups groups{points_at(field["of"]), {}};
  if (field["from"].present()) groups.from = points_at(field["from"]);
  if (groups.of.empty()) field["of"].reject("at least one point");
  return groups;
}

Distance distance_at(const Field& field) {
  field.expect_only({"name", "kind", "description", "left", "right", "middle"});
  Distance distance;
  distance.name = field["name"].text();
  distance.kind =
      static_cast<DistanceKind>(field["kind"].one_of({"above", "lateral", "lateral_down", "behind", "gap"}));
  distance.description = field["description"].text();
  const bool has_middle = field["middle"].present();
  distance.left = groups_at(field[has_middle ? "middle" : "left"]);
  if (!has_middle) distance.right = groups_at(field["right"]);
  const bool pairs = distance.left.of.size() == distance.left.from.size();
  if (distance.kind == DistanceKind::gap && !pairs) field.reject("as many points in both groups of a gap");
  return distance;
}

std::vector<Distance> read_distances() {
  const auto value = document::parse(embedded::mesh_evidence(), "evidence/mesh.json");
  KIZASHI_CHECK(value.ok(), "the program's own evidence table can be read");
  document::Mistakes mistakes{"evidence/mesh.json"};
  const Field root(*value, mistakes);
  root.expect_only({"schema", "distances", "patches"});
  std::vector<Distance> distances;
  for (const Field& item : root["distances"].items()) distances.push_back(distance_at(item));
  const auto status = mistakes.status();
  KIZASHI_CHECK(status.ok(), status.ok() ? "" : status.error().message);
  return distances;
}

}  // namespace

const std::vector<Distance>& mesh_distances() {
  static const std::vector<Distance> distances = read_distances();
  return distances;
}

}  // namespace kizashi::face::mesh
