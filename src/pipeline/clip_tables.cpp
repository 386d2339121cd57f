// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/clip_tables.h"

#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/math/rotation.h"

namespace kizashi::pipeline {

namespace {

table::OpenFacePose openface_pose(const observation::HeadPose& pose) {
  const Eigen::Vector3d angles_rad = math::euler_xyz_from_rotation(pose.camera_from_head);
  const Eigen::Vector3d& place_mm = pose.head_in_camera_mm;
  return {{place_mm.x(), place_mm.y(), place_mm.z()}, {angles_rad.x(), angles_rad.y(), angles_rad.z()}};
}

table::OpenFaceRow openface_row(const observation::FrameObservation& frame, const observation::FaceObservation& face) {
  table::OpenFaceRow row;
  row.frame_number = frame.frame_idx + 1;
  row.face_id = face.face_id;
  row.timestamp_s = frame.timestamp_s;
  row.confidence = face.confidence;
  row.success = true;
  row.gaze = face.gaze;
  if (face.head_pose) row.pose = openface_pose(*face.head_pose);
  row.points_px = face.points_px;
  return row;
}

table::MeasuresRow measures_row(const observation::FrameObservation& frame, const observation::FaceObservation& face) {
  table::MeasuresRow row;
  row.frame_number = frame.frame_idx + 1;
  row.face_id = face.face_id;
  row.timestamp_s = frame.timestamp_s;
  row.success = true;
  row.quality = face.quality;
  row.picture_change = frame.picture_change;
  row.evidence = face.evidence;
  return row;
}

}  // namespace

base::Result<RawTables> RawTables::create(const std::filesystem::path& output_folder, const std::string& stem,
                                          const std::vector<observation::EvidenceColumn>& evidence) {
  auto openface_file = base::AtomicFile::create(output_folder / (stem + ".raw.csv"));
  if (!openface_file.ok()) return openface_file.error();
  auto measures_file = base::AtomicFile::create(output_folder / (stem + ".raw.measures.csv"));
  if (!measures_file.ok()) return measures_file.error();
  return RawTables(*std::move(openface_file), *std::move(measures_file), evidence);
}

RawTables::RawTables(base::AtomicFile openface_file, base::AtomicFile measures_file,
                     const std::vector<observation::EvidenceColumn>& evidence)
    : openface_file_(std::make_unique<base::AtomicFile>(std::move(openface_file))),
      measures_file_(std::make_unique<base::AtomicFile>(std::move(measures_file))),
      openface_(table::sink_to(*openface_file_)),
      measures_(table::sink_to(*measures_file_), {evidence, false}) {}

base::Status RawTables::keep_drawing_points(const std::filesystem::path& output_folder, const std::string& stem) {
  auto file = DrawingPointsFile::create(output_folder, stem);
  if (!file.ok()) return file.error();
  drawing_points_ = *std::move(file);
  return {};
}

std::filesystem::path RawTables::drawing_points_path() const {
  KIZASHI_CHECK(drawing_points_.has_value(), "drawing points were kept");
  return drawing_points_->path();
}

base::Status RawTables::add(const observation::FrameObservation& frame) {
  if (drawing_points_) {
    if (auto status = drawing_points_->add(frame); !status.ok()) return status;
  }
  if (frame.faces.empty()) {
    table::OpenFaceRow openface;
    openface.frame_number = frame.frame_idx + 1;
    openface.timestamp_s = frame.timestamp_s;
    table::MeasuresRow measures;
    measures.frame_number = openface.frame_number;
    measures.timestamp_s = frame.timestamp_s;
    measures.picture_change = frame.picture_change;
    return add_row(openface, measures);
  }
  for (const observation::FaceObservation& face : frame.faces) {
    if (auto status = add_row(openface_row(frame, face), measures_row(frame, face)); !status.ok()) return status;
  }
  return {};
}

base::Status RawTables::add_row(const table::OpenFaceRow& openface, const table::MeasuresRow& measures) {
  if (auto status = openface_.write(openface); !status.ok()) return status;
  return measures_.write(measures);
}

base::Status RawTables::finish() {
  if (auto status = openface_.finish(); !status.ok()) return status;
  if (auto status = measures_.finish(); !status.ok()) return status;
  if (auto status = openface_file_->flush(); !status.ok()) return status;
  if (auto status = measures_file_->flush(); !status.ok()) return status;
  return drawing_points_ ? drawing_points_->finish() : base::Status();
}

}  // namespace kizashi::pipeline
