// SPDX-License-Identifier: Apache-2.0
#include "kizashi/report/clip_report.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "kizashi/base/base64.h"
#include "kizashi/report/frame_columns.h"

namespace kizashi::report {

namespace {

using document::Value;

/// A face's columns of STEM.csv that a report shows: all but the 68 points and the gaze of each eye.
bool is_shown_of_openface(std::string_view column) {
  return column == "success" || column == "confidence" || column.starts_with("pose_") ||
         column.starts_with("gaze_angle_") || column.starts_with("AU");
}

/// A face's columns of STEM.measures.csv that a report shows: quality, and the intensities that STEM.csv lacks. The
/// evidence stays in the table.
bool is_shown_of_measures(std::string_view column) {
  constexpr std::array<std::string_view, 5> quality{"face_height_px", "sharpness", "brightness", "frontal_angle_rad",
                                                    "side_light"};
  const bool is_quality = std::find(quality.begin(), quality.end(), column) != quality.end();
  return is_quality || (column.starts_with("AU") && column.ends_with("_r"));
}

Value text_or_null(const std::optional<std::string>& text) { return text ? Value(*text) : Value(); }

Value names_of(const ClipFileNames& names) {
  return Value::object()
      .set("csv", names.openface_csv)
      .set("measures_csv", names.measures_csv)
      .set("sidecar", names.sidecar)
      .set("overlay", text_or_null(names.overlay));
}

Value thumbnails_of(const std::vector<Thumbnail>& thumbnails) {
  Value list = Value::array();
  for (const Thumbnail& thumbnail : thumbnails) {
    list.push(Value::object()
                  .set("frame", thumbnail.frame_number)
                  .set("timestamp_s", thumbnail.timestamp_s)
                  .set("width_px", thumbnail.width_px)
                  .set("height_px", thumbnail.height_px)
                  .set("jpeg_base64", base::base64_of(thumbnail.jpeg)));
  }
  return list;
}

/// The document calls the tables' `timestamp` by its unit.
Value with_unit_of_time(const Value& frames) {
  Value renamed = Value::object();
  for (const auto& [name, items] : *frames.as_members()) renamed.set(name == "timestamp" ? "timestamp_s" : name, items);
  return renamed;
}

}  // namespace

base::Result<Value> make_clip_report(const ClipReportContent& content) {
  FrameColumns columns;
  auto status =
      columns.read_frames(content.measures_csv, {"frame", "timestamp", "speech_probability", "picture_change"});
  if (status.ok()) status = columns.read_faces(content.openface_csv, is_shown_of_openface);
  if (status.ok()) status = columns.read_faces(content.measures_csv, is_shown_of_measures);
  if (!status.ok()) return status.error();
  return Value::object()
      .set("schema", 1)
      .set("kind", "kizashi clip report")
      .set("clip", content.clip)
      .set("pictures", content.pictures_masked ? "masked" : "plain")
      .set("files", names_of(content.names))
      .set("sidecar", content.sidecar)
      .set("frames", with_unit_of_time(columns.take_frames()))
      .set("faces", columns.take_faces())
      .set("thumbnails", thumbnails_of(content.thumbnails));
}

}  // namespace kizashi::report
