// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/illustrate_clip.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "kizashi/math/rotation.h"
#include "kizashi/media/thumbnail.h"
#include "kizashi/media/video_reader.h"
#include "kizashi/pipeline/drawing_points.h"
#include "kizashi/pipeline/frame_rows.h"
#include "kizashi/pipeline/frame_warnings.h"

namespace kizashi::pipeline {

namespace {

constexpr std::int64_t thumbnail_count = 12;

/// Decoding, drawing and coding a frame of 512x512 take 6 ms with it on one core, and 10 ms with VideoWriter's default,
/// whose file is a fifth smaller.
constexpr int overlay_speed = 8;

/// Whether the frame stands in the middle of one of as many equal parts of the clip as there are thumbnails.
bool is_shown_small(std::int64_t frame_idx, std::int64_t frames) {
  const std::int64_t count = std::min(thumbnail_count, frames);
  const std::int64_t part = frame_idx * count / frames;
  return frame_idx == (2 * part + 1) * frames / (2 * count);
}

base::Error other_clip(const IllustrationPlan& plan) {
  return {base::ErrorCode::unreadable_file,
          plan.input.string() + ": it changed while it was measured; measure it again when nothing writes to it"};
}

observation::HeadPose head_pose_of(const table::OpenFacePose& pose) {
  const auto& [x_rad, y_rad, z_rad] = pose.rotation_rad;
  const auto& [x_mm, y_mm, z_mm] = pose.translation_mm;
  return {math::rotation_from_euler_xyz({x_rad, y_rad, z_rad}), {x_mm, y_mm, z_mm}};
}

media::DrawnFace drawn_face(const FaceRow& row, const series::QualityLimits& limits) {
  media::DrawnFace face;
  face.face_id = row.openface.face_id;
  if (row.openface.points_px) face.points_px = *row.openface.points_px;
  if (row.openface.pose) face.head_pose = head_pose_of(*row.openface.pose);
  face.gaze = row.openface.gaze;
  face.intensities = row.openface.intensities;
  face.intensities[index_of(observation::ActionUnit::AU28)] = row.measures.au28_intensity;
  face.presences = row.openface.presences;
  if (row.measures.quality) face.warnings = warnings_of(*row.measures.quality, limits);
  return face;
}

/// Draws frame after frame what the tables say of it.
class OverlayMaker {
 public:
  static base::Result<OverlayMaker> create(const OverlayWish& wish) {
    auto rows = FrameRows::open(wish.openface_csv, wish.measures_csv);
    if (!rows.ok()) return rows.error();
    auto points = DrawingPointsReader::open(wish.drawing_points);
    if (!points.ok()) return points.error();
    media::OverlayPainter painter(wish.plan);
    media::VideoWriterOptions video;
    video.width_px = painter.canvas_px().width;
    video.height_px = painter.canvas_px().height;
    video.frame_rate_hz = wish.frame_rate_hz;
    video.vp9_speed = overlay_speed;
    auto writer = media::VideoWriter::create(wish.path, video);
    if (!writer.ok()) return writer.error();
    return OverlayMaker(wish.limits, *std::move(rows), *std::move(points), std::move(painter), *std::move(writer));
  }

  base::Status add(const media::Frame& frame) {
    const auto drawn = next_frame();
    if (!drawn.ok()) return drawn.error();
    return writer_.write(painter_.paint(frame.rgb, *drawn), drawn->timestamp_s);
  }

  [[nodiscard]] cv::Mat picture() const { return painter_.picture(); }

  base::Result<media::VideoWriter> finish() {
    if (auto status = writer_.end(); !status.ok()) return status.error();
    return std::move(writer_);
  }

 private:
  OverlayMaker(const series::QualityLimits& limits, FrameRows rows, DrawingPointsReader points,
               media::OverlayPainter painter, media::VideoWriter writer)
      : limits_(limits),
        rows_(std::move(rows)),
        points_(std::move(points)),
        painter_(std::move(painter)),
        writer_(std::move(writer)) {}

  base::Result<media::DrawnFrame> next_frame() {
    const auto rows = rows_.next();
    if (!rows.ok()) return rows.error();
    media::DrawnFrame drawn;
    for (const FaceRow& row : *rows) {
      drawn.frame_number = row.openface.frame_number;
      drawn.timestamp_s = row.openface.timestamp_s;
      drawn.speech_probability = row.measures.speech_probability;
      if (!row.openface.success) continue;
      auto points = points_.next(row.openface.frame_number, row.openface.face_id);
      if (!points.ok()) return points.error();
      drawn.faces.push_back(drawn_face(row, limits_));
      drawn.faces.back().drawing_points_px = *std::move(points);
    }
    return drawn;
  }

  series::QualityLimits limits_;
  FrameRows rows_;
  DrawingPointsReader points_;
  media::OverlayPainter painter_;
  media::VideoWriter writer_;
};

/// Takes the clip's frames one after the other and makes what is wanted of each.
class Illustrator {
 public:
  static base::Result<Illustrator> create(const IllustrationPlan& plan) {
    Illustrator illustrator(plan);
    if (!plan.overlay) return illustrator;
    auto overlay = OverlayMaker::create(*plan.overlay);
    if (!overlay.ok()) return overlay.error();
    illustrator.overlay_ = *std::move(overlay);
    return illustrator;
  }

  base::Status add(const media::Frame& frame) {
    if (frame.frame_idx >= plan_->frames) return other_clip(*plan_);
    if (overlay_) {
      if (auto status = overlay_->add(frame); !status.ok()) return status;
    }
    ++frames_seen_;
    if (!plan_->wants_thumbnails || !is_shown_small(frame.frame_idx, plan_->frames)) return {};
    const bool hides_people = overlay_ && plan_->overlay->plan.hides_people;
    auto small = media::make_thumbnail(hides_people ? overlay_->picture() : frame.rgb);
    if (!small.ok()) return small.error();
    made_.thumbnails.push_back(
        {frame.frame_idx + 1, frame.timestamp_s, small->width_px, small->height_px, std::move(small->jpeg)});
    return {};
  }

  base::Result<Illustrations> finish() {
    if (frames_seen_ != plan_->frames) return other_clip(*plan_);
    if (overlay_) {
      auto video = overlay_->finish();
      if (!video.ok()) return video.error();
      made_.overlay = *std::move(video);
    }
    return std::move(made_);
  }

 private:
  explicit Illustrator(const IllustrationPlan& plan) : plan_(&plan) {}

  const IllustrationPlan* plan_;
  std::optional<OverlayMaker> overlay_;
  std::int64_t frames_seen_ = 0;
  Illustrations made_;
};

}  // namespace

base::Result<Illustrations> illustrate_clip(const IllustrationPlan& plan) {
  auto source = media::open_file(plan.input);
  if (!source.ok()) return source.error();
  auto reader = media::VideoReader::open(*std::move(source));
  if (!reader.ok()) return reader.error();
  auto illustrator = Illustrator::create(plan);
  if (!illustrator.ok()) return illustrator.error();
  while (true) {
    if (plan.stopping.stop_requested()) return base::Error{base::ErrorCode::interrupted, "stopped on request"};
    const auto frame = reader->next();
    if (!frame.ok()) return frame.error();
    if (!*frame) return illustrator->finish();
    if (auto status = illustrator->add(**frame); !status.ok()) return status.error();
    if (plan.after_each_frame) plan.after_each_frame();
  }
}

}  // namespace kizashi::pipeline
