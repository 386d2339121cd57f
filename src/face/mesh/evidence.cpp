// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/evidence.h"

#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>
#include <string_view>

#include "kizashi/face/mesh/head_pose.h"

namespace kizashi::face::mesh {

namespace {

using PointList = std::vector<std::uint16_t>;
using HeadPoints = std::array<Eigen::Vector3d, mesh_point_count>;

/// How the middles of two groups of points are compared in the head frame. An empty second group is the frame's origin.
enum class Kind {
  above,         ///< how far the first lies above the second
  lateral,       ///< how far the first lies from the second towards the side of the face
  lateral_down,  ///< the same, half way between towards the side and downwards
  behind,        ///< how far the first lies behind the second, away from the camera
  gap,           ///< mean distance between points of one place in both lists
};

/// The mesh points of one side: `right` is the person's right, on the left of a frontal picture.
struct Side {
  PointList first;
  PointList second;
};

struct Distance {
  std::string_view name;
  Kind kind;
  std::string_view description;
  Side left;   ///< the whole measurement when it has no sides
  Side right;  ///< empty when it has none
};

const std::vector<Distance>& distances() {
  // clang-format off
  static const std::vector<Distance> table{
      {"brow_inner_height", Kind::above, "inner brow over the inner eye corner",
       {{285, 336}, {362}}, {{55, 107}, {133}}},
      {"brow_middle_height", Kind::above, "inner half of the brow over the inner eye corner",
       {{285, 336, 295, 296}, {362}}, {{55, 107, 65, 66}, {133}}},
      {"brow_outer_height", Kind::above, "outer half of the brow over the outer eye corner",
       {{283, 293, 282, 334}, {263}}, {{53, 63, 52, 105}, {33}}},
      {"brow_over_nose_root", Kind::above, "inner brow over the side of the nose root",
       {{285, 336}, {343, 357, 412}}, {{55, 107}, {114, 128, 188}}},
      {"brow_gap", Kind::gap, "distance between the inner brows",
       {{285, 336}, {55, 107}}, {}},
      {"forehead_over_nose_root", Kind::above, "forehead above the inner brow over the side of the nose root",
       {{337, 299, 333}, {343, 357, 412}}, {{108, 69, 104}, {114, 128, 188}}},
      {"lid_fold_over_cheek", Kind::above, "fold of the upper lid over the cheekbone",
       {{442, 443, 444}, {347, 348, 349}}, {{222, 223, 224}, {118, 119, 120}}},
      {"lid_fold_over_lower_lid", Kind::above, "fold of the upper lid over the lower lid's edge",
       {{257, 258, 260}, {373, 374, 380}}, {{27, 28, 30}, {144, 145, 153}}},
      {"lower_lid_height", Kind::above, "lower lid over the outer eye corner",
       {{254, 339, 373}, {359}}, {{24, 110, 144}, {130}}},
      {"lower_lid_slope", Kind::above, "inner lower lid over the outer end of the bag below it",
       {{252, 256, 381}, {448}}, {{22, 26, 154}, {228}}},
      {"lid_aperture", Kind::above, "upper lid's edge over the lower lid's",
       {{385, 386, 387}, {373, 374, 380}}, {{158, 159, 160}, {144, 145, 153}}},
      {"upper_lid_over_iris", Kind::above, "upper lid's edge over the iris centre",
       {{385, 386, 387}, {473}}, {{158, 159, 160}, {468}}},
      {"nose_wing_height", Kind::above, "nose wing over the nose base",
       {{327, 460}, {2, 94}}, {{98, 240}, {2, 94}}},
      {"upper_lip_height", Kind::above, "upper lip's edge over the nose base",
       {{0, 37, 267}, {2}}, {}},
      {"lip_corner_height", Kind::above, "lip corner over the middle of the lips",
       {{291}, {0, 13, 14, 17}}, {{61}, {0, 13, 14, 17}}},
      {"lip_corner_stretch", Kind::lateral_down, "lip corner towards the side and down, across the line of a smile",
       {{291}, {}}, {{61}, {}}},
      {"lip_corner_depth", Kind::behind, "lip corner behind the head frame's origin",
       {{291}, {}}, {{61}, {}}},
      {"lip_corner_to_lower_lip", Kind::gap, "lip corner to the lower lip's edge beside it",
       {{291}, {321}}, {{61}, {91}}},
      {"lip_corner_over_lower_lip", Kind::above, "lip corner over the lower lip's edge",
       {{291}, {321, 405}}, {{61}, {91, 181}}},
      {"cheek_fold_breadth", Kind::lateral, "fold beside the upper lip towards the side from the chin's edge",
       {{410}, {400}}, {{186}, {176}}},
      {"lip_corner_breadth", Kind::lateral, "lip corner and fold towards the side from the chin below them",
       {{410, 291}, {262, 424}}, {{186, 61}, {32, 204}}},
      {"cheek_fold_over_upper_lip", Kind::above, "fold beside the mouth over the upper lip's edge",
       {{426, 266}, {0, 267, 302}}, {{206, 36}, {0, 37, 72}}},
      {"mouth_width", Kind::gap, "distance between the lip corners",
       {{291}, {61}}, {}},
      {"upper_lip_thickness", Kind::gap, "red of the upper lip, edge to edge",
       {{0, 37, 267}, {13, 82, 312}}, {}},
      {"lower_lip_thickness", Kind::gap, "red of the lower lip, edge to edge",
       {{17, 84, 314}, {14, 87, 317}}, {}},
      {"inner_lip_gap", Kind::gap, "gap between the inner edges of the lips",
       {{13, 82, 312}, {14, 87, 317}}, {}},
      {"lower_lip_overhang", Kind::behind, "hollow below the lower lip behind the lip's edge",
       {{18}, {17}}, {}},
      {"chin_boss_height", Kind::above, "chin boss over the head frame's origin",
       {{200, 199, 18}, {}}, {}},
      {"chin_over_nose_base", Kind::above, "chin's lower edge over the nose base (negative: it lies below)",
       {{152}, {2}}, {}},
      {"iris_diameter", Kind::gap, "horizontal and vertical diameter of the iris; 11.7 mm in most adults",
       {{474, 475}, {476, 477}}, {{469, 470}, {471, 472}}},
  };
  // clang-format on
  return table;
}

bool has_sides(const Distance& distance) { return !distance.right.first.empty(); }

Eigen::Vector3d middle(const HeadPoints& points, const PointList& list) {
  Eigen::Vector3d sum = Eigen::Vector3d::Zero();
  for (const std::uint16_t point : list) sum += points.at(point);
  return list.empty() ? sum : sum / static_cast<double>(list.size());
}

double mean_gap(const HeadPoints& points, const Side& side) {
  double sum = 0.0;
  for (std::size_t i = 0; i < side.first.size(); ++i) {
    sum += (points.at(side.first[i]) - points.at(side.second[i])).norm();
  }
  return sum / static_cast<double>(side.first.size());
}

/// `towards_side` is the sign of x away from the face's middle on this side of the picture.
double measure(Kind kind, const Side& side, double towards_side, const HeadPoints& points_mm) {
  if (kind == Kind::gap) return mean_gap(points_mm, side);
  const Eigen::Vector3d apart_mm = middle(points_mm, side.first) - middle(points_mm, side.second);
  switch (kind) {
    case Kind::above:
      return -apart_mm.y();
    case Kind::lateral:
      return towards_side * apart_mm.x();
    case Kind::lateral_down:
      return (towards_side * apart_mm.x() + apart_mm.y()) / std::numbers::sqrt2;
    default:
      return apart_mm.z();
  }
}

std::vector<observation::EvidenceColumn> make_columns() {
  std::vector<observation::EvidenceColumn> columns;
  const auto add = [&](std::string name, std::string_view unit, std::string description) {
    columns.push_back({std::move(name), std::string(unit), std::move(description)});
  };
  for (const Distance& distance : distances()) {
    const std::string name(distance.name);
    const std::string description(distance.description);
    if (!has_sides(distance)) {
      add(name + "_mm", "mm", description);
      continue;
    }
    add(name + "_left_mm", "mm", description + ", the person's left");
    add(name + "_right_mm", "mm", description + ", the person's right");
  }
  for (std::size_t i = 1; i < blendshape_count; ++i) {
    add("blendshape_" + std::string(blendshape_names.at(i)), "1",
        "blendshape coefficient " + std::string(blendshape_names.at(i)) + ", 0 to 1");
  }
  return columns;
}

HeadPoints in_head_frame(const MeshPoints& points_px, const CanonicalFace& face) {
  const math::Similarity fit = pixels_from_head(points_px, face);
  HeadPoints points_mm;
  for (std::size_t i = 0; i < mesh_point_count; ++i) {
    points_mm.at(i) = fit.apply_inverse(points_px.at(i).cast<double>());
  }
  return points_mm;
}

}  // namespace

const std::vector<observation::EvidenceColumn>& evidence_columns() {
  static const std::vector<observation::EvidenceColumn> columns = make_columns();
  return columns;
}

std::vector<std::optional<double>> compute_evidence(const MeshPoints& points_px, const Blendshapes& blendshapes,
                                                    const CanonicalFace& face) {
  const HeadPoints points_mm = in_head_frame(points_px, face);
  std::vector<std::optional<double>> evidence;
  evidence.reserve(evidence_columns().size());
  for (const Distance& distance : distances()) {
    evidence.emplace_back(measure(distance.kind, distance.left, 1.0, points_mm));
    if (has_sides(distance)) evidence.emplace_back(measure(distance.kind, distance.right, -1.0, points_mm));
  }
  // The first coefficient, `_neutral`, carries no information.
  for (std::size_t i = 1; i < blendshape_count; ++i) evidence.emplace_back(static_cast<double>(blendshapes.at(i)));
  return evidence;
}

}  // namespace kizashi::face::mesh
