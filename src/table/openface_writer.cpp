// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/table/openface_columns.h"
#include "kizashi/table/openface_csv.h"

namespace kizashi::table {

namespace {

constexpr int time_decimals = 6;
constexpr int confidence_decimals = 3;
constexpr int gaze_decimals = 6;
constexpr int millimetre_decimals = 2;
constexpr int radian_decimals = 5;
constexpr int pixel_decimals = 2;
constexpr int intensity_decimals = 2;

template <typename Optionals>
bool all_empty(const Optionals& optionals) {
  return std::none_of(optionals.begin(), optionals.end(), [](const auto& optional) { return optional.has_value(); });
}

bool holds_nothing(const OpenFaceRow& row) {
  return !row.gaze && !row.pose && !row.points_px && all_empty(row.intensities) && all_empty(row.presences);
}

}  // namespace

void set_action_units(OpenFaceRow& row, const observation::ActionUnitStates& states) {
  for (const auto unit : observation::all_action_units) {
    const std::size_t idx = index_of(unit);
    row.intensities[idx].reset();
    row.presences[idx].reset();
    if (!states[idx]) continue;
    row.presences[idx] = states[idx]->is_present;
    if (has_openface_intensity(unit)) row.intensities[idx] = states[idx]->intensity;
  }
}

OpenFaceWriter::OpenFaceWriter(Sink sink) : writer_(std::move(sink), names_of(openface_columns())) {}

base::Status OpenFaceWriter::write(const OpenFaceRow& row) {
  KIZASHI_CHECK(row.success || holds_nothing(row), "a failed frame holds no measurement");
  writer_.put_integer(row.frame_number).put_integer(row.face_id).put_fixed(row.timestamp_s, time_decimals);
  writer_.put_fixed(row.confidence, confidence_decimals).put_flag(row.success);
  if (row.success) {
    put_gaze(row.gaze);
    put_pose(row.pose);
    put_points(row.points_px);
    put_action_units(row);
  } else {
    put_zeros();
  }
  return writer_.end_row();
}

void OpenFaceWriter::put_gaze(const std::optional<observation::Gaze>& gaze) {
  if (!gaze) {
    writer_.put_blanks(openface_column::gaze_count + openface_column::gaze_angle_count);
    return;
  }
  for (const auto* eye : {&gaze->image_left_eye, &gaze->image_right_eye}) {
    for (const double component : *eye) writer_.put_fixed(component, gaze_decimals);
  }
  // OpenFace 2.2's angles: of the mean of both eyes, 0 straight into the camera.
  const Eigen::Vector3d mean = (gaze->image_left_eye + gaze->image_right_eye) / 2.0;
  writer_.put_fixed(std::atan2(mean.x(), -mean.z()), gaze_decimals);
  writer_.put_fixed(std::atan2(mean.y(), -mean.z()), gaze_decimals);
}

void OpenFaceWriter::put_pose(const std::optional<OpenFacePose>& pose) {
  if (!pose) {
    writer_.put_blanks(openface_column::pose_count);
    return;
  }
  for (const double component_mm : pose->translation_mm) writer_.put_fixed(component_mm, millimetre_decimals);
  for (const double angle_rad : pose->rotation_rad) writer_.put_fixed(angle_rad, radian_decimals);
}

void OpenFaceWriter::put_points(const std::optional<observation::FacePoints>& points_px) {
  if (!points_px) {
    writer_.put_blanks(2 * observation::point_count);
    return;
  }
  for (const auto& point : *points_px) writer_.put_fixed(static_cast<double>(point.x()), pixel_decimals);
  for (const auto& point : *points_px) writer_.put_fixed(static_cast<double>(point.y()), pixel_decimals);
}

void OpenFaceWriter::put_action_units(const OpenFaceRow& row) {
  for (const auto unit : observation::all_action_units) {
    if (has_openface_intensity(unit)) writer_.put_fixed(row.intensities[index_of(unit)], intensity_decimals);
  }
  for (const auto& presence : row.presences) {
    if (presence) {
      writer_.put_flag(*presence);
    } else {
      writer_.put_blank();
    }
  }
}

void OpenFaceWriter::put_zeros() {
  const auto put = [this](std::size_t count, int decimals) {
    for (std::size_t idx = 0; idx < count; ++idx) writer_.put_fixed(0.0, decimals);
  };
  put(openface_column::gaze_count + openface_column::gaze_angle_count, gaze_decimals);
  put(openface_column::pose_count / 2, millimetre_decimals);
  put(openface_column::pose_count / 2, radian_decimals);
  put(2 * observation::point_count, pixel_decimals);
  put(openface_column::intensity_count, intensity_decimals);
  put(observation::action_unit_count, 0);
}

}  // namespace kizashi::table
