// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/evidence.h"

#include <array>
#include <cmath>
#include <numbers>
#include <string>

#include "kizashi/face/mesh/distance_table.h"
#include "kizashi/face/mesh/head_pose.h"
#include "kizashi/face/mesh/patch_table.h"
#include "kizashi/face/mesh/patches.h"

namespace kizashi::face::mesh {

namespace {

using HeadPoints = std::array<Eigen::Vector3d, mesh_point_count>;

Eigen::Vector3d middle(const HeadPoints& points, const PointList& list) {
  Eigen::Vector3d sum = Eigen::Vector3d::Zero();
  for (const std::uint16_t point : list) sum += points.at(point);
  return list.empty() ? sum : sum / static_cast<double>(list.size());
}

double mean_gap(const HeadPoints& points, const PointGroups& groups) {
  double sum = 0.0;
  for (std::size_t i = 0; i < groups.of.size(); ++i) {
    sum += (points.at(groups.of[i]) - points.at(groups.from[i])).norm();
  }
  return sum / static_cast<double>(groups.of.size());
}

/// `towards_side` is the sign of x away from the face's middle on this side of the picture.
double measure(DistanceKind kind, const PointGroups& groups, double towards_side, const HeadPoints& points_mm) {
  if (kind == DistanceKind::gap) return mean_gap(points_mm, groups);
  const Eigen::Vector3d apart_mm = middle(points_mm, groups.of) - middle(points_mm, groups.from);
  switch (kind) {
    case DistanceKind::above:
      return -apart_mm.y();
    case DistanceKind::lateral:
      return towards_side * apart_mm.x();
    case DistanceKind::lateral_down:
      return (towards_side * apart_mm.x() + apart_mm.y()) / std::numbers::sqrt2;
    default:
      return apart_mm.z();
  }
}

/// Two angles of a direction from straight ahead of the camera's picture plane, (0, 0, -1).
struct Direction {
  double aside_rad;  ///< rising with x, to the right of the picture
  double down_rad;   ///< rising with y, down the picture
};

Direction direction_of(const Eigen::Vector3d& step) {
  return {std::atan2(step.x(), -step.z()), std::atan2(step.y(), -step.z())};
}

constexpr std::size_t angle_count = 4;

/// In the head's own frame, where does the camera stand and where do the eyes look? A head turned by pose_Ry = a
/// has the camera at an angle a beside its forward axis; raised by pose_Rx = a, at an angle a below it.
std::array<double, angle_count> angles_of(const MeasuredFace& measured) {
  const Eigen::Matrix3d head_from_camera = measured.head_pose.camera_from_head.transpose();
  const Direction camera = direction_of(head_from_camera * -measured.head_pose.head_in_camera_mm);
  const Eigen::Vector3d gaze = measured.gaze.image_left_eye + measured.gaze.image_right_eye;
  const Direction eyes = direction_of(head_from_camera * gaze);
  return {-camera.down_rad, camera.aside_rad, eyes.down_rad, eyes.aside_rad};
}

using Columns = std::vector<observation::EvidenceColumn>;

void add_distance_columns(Columns& columns) {
  for (const Distance& distance : mesh_distances()) {
    if (!distance.has_sides()) {
      columns.push_back({distance.name + "_mm", "mm", distance.description});
      continue;
    }
    columns.push_back({distance.name + "_left_mm", "mm", distance.description + ", the person's left"});
    columns.push_back({distance.name + "_right_mm", "mm", distance.description + ", the person's right"});
  }
}

void add_angle_columns(Columns& columns) {
  columns.push_back(
      {"head_pitch_rad", "rad", "nod of the head from the line to the camera, as pose_Rx: down is positive"});
  columns.push_back({"head_yaw_rad", "rad", "turn of the head from the line to the camera, as pose_Ry"});
  columns.push_back({"gaze_pitch_rad", "rad", "eyes down from the face's forward axis, mean of both"});
  columns.push_back(
      {"gaze_yaw_rad", "rad", "eyes to the right of the picture from the face's forward axis, mean of both"});
}

void add_blendshape_columns(Columns& columns) {
  for (std::size_t i = 1; i < blendshape_count; ++i) {
    const std::string name(blendshape_names.at(i));
    columns.push_back({"blendshape_" + name, "1", "blendshape coefficient " + name + ", 0 to 1"});
  }
}

void add_patch_columns(Columns& columns, const Patch& patch, const std::string& side, const std::string& side_words) {
  const std::string name = "patch_" + patch.name + side;
  const std::string place = patch.description + side_words;
  columns.push_back({name + "_gradient", "1", place + ": change of brightness along a fourteenth of the face's width"});
  columns.push_back({name + "_brightness", "1", place + ": brightness as a share of the whole face's"});
}

/// In the order of measure_patches().
void add_patch_columns(Columns& columns) {
  for (const Patch& patch : mesh_patches()) {
    if (!patch.has_sides) {
      add_patch_columns(columns, patch, "", "");
      continue;
    }
    add_patch_columns(columns, patch, "_left", ", the person's left");
    add_patch_columns(columns, patch, "_right", ", the person's right");
  }
}

Columns make_columns() {
  Columns columns;
  add_distance_columns(columns);
  add_angle_columns(columns);
  add_blendshape_columns(columns);
  add_patch_columns(columns);
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

std::vector<std::optional<double>> compute_evidence(const MeasuredFace& measured, const CanonicalFace& face) {
  const HeadPoints points_mm = in_head_frame(measured.points_px, face);
  std::vector<std::optional<double>> evidence;
  evidence.reserve(evidence_columns().size());
  for (const Distance& distance : mesh_distances()) {
    evidence.emplace_back(measure(distance.kind, distance.left, 1.0, points_mm));
    if (distance.has_sides()) evidence.emplace_back(measure(distance.kind, distance.right, -1.0, points_mm));
  }
  for (const double angle_rad : angles_of(measured)) evidence.emplace_back(angle_rad);
  // The first coefficient, `_neutral`, carries no information.
  for (std::size_t i = 1; i < blendshape_count; ++i) {
    evidence.emplace_back(static_cast<double>(measured.blendshapes.at(i)));
  }
  for (const PatchLook& look : measure_patches(measured.rgb, measured.points_px)) {
    evidence.push_back(look.gradient);
    evidence.push_back(look.brightness);
  }
  return evidence;
}

}  // namespace kizashi::face::mesh
