// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/frame_measurer.h"

#include <deque>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/face/mesh/mesh_engine.h"
#include "kizashi/face/tracker.h"
#include "kizashi/infer/model.h"
#include "kizashi/infer/model_store.h"
#include "kizashi/pipeline/load_action_unit_map.h"
#include "kizashi/series/unit_evaluation.h"

namespace kizashi::pipeline {

namespace {

constexpr std::size_t bytes_per_px = 3;

/// The caller's memory under the name that the engine reads; nobody writes to it.
cv::Mat view_of(const RgbPicture& picture) {
  KIZASHI_CHECK(picture.bytes != nullptr && picture.width_px > 0 && picture.height_px > 0, "a picture has pixels");
  const std::size_t full_row = bytes_per_px * static_cast<std::size_t>(picture.width_px);
  const std::size_t row_bytes = picture.row_bytes == 0 ? full_row : picture.row_bytes;
  KIZASHI_CHECK(row_bytes >= full_row, "a row holds all of its pixels");
  return {picture.height_px, picture.width_px, CV_8UC3, const_cast<std::uint8_t*>(picture.bytes), row_bytes};
}

}  // namespace

class FrameMeasurer::Impl {
 public:
  Impl(std::unique_ptr<face::Engine> engine, series::ActionUnitMap map)
      : engine_(std::move(engine)),
        worker_(engine_->make_worker()),
        map_(std::move(map)),
        neutral_(series::typical_neutral(map_)) {
    restart();
  }

  void restart() {
    tracker_.emplace(face::TrackerOptions{});
    known_.assign(static_cast<std::size_t>(engine_->lag_frames()), tracker_->state());
    frame_idx_ = 0;
  }

  std::optional<MeasuredFace> measure(const RgbPicture& picture) {
    const media::Frame frame{frame_idx_++, 0.0, view_of(picture)};
    auto seen = tracker_->commit(frame, worker_->look(frame, known_.front()).faces);
    known_.pop_front();
    known_.push_back(tracker_->state());
    if (seen.faces.empty()) return std::nullopt;
    observation::FaceObservation& face = seen.faces.front();
    const auto units = series::evaluate(map_, neutral_, series::compensated(map_, face.evidence));
    return MeasuredFace{std::move(face), units};
  }

 private:
  std::unique_ptr<face::Engine> engine_;
  std::unique_ptr<face::Worker> worker_;
  series::ActionUnitMap map_;
  series::NeutralValues neutral_;
  std::optional<face::Tracker> tracker_;
  /// Who was known after each of the last lag_frames() pictures, oldest first.
  std::deque<face::TrackState> known_;
  std::int64_t frame_idx_ = 0;
};

base::Result<FrameMeasurer> FrameMeasurer::open(const FrameMeasurerOptions& options) {
  face::EngineOptions engine_options;
  engine_options.focal_length_px = options.focal_length_px;
  KIZASHI_CHECK(options.focal_length_px.value_or(1.0) > 0.0, "a camera has a focal length");
  const auto folders = options.model_folders.empty() ? infer::default_model_folders() : options.model_folders;
  const infer::ModelStore store(infer::built_in_manifest(), folders);
  const infer::Runtime runtime({options.model_cache_folder});
  auto engine = face::mesh::make_mesh_engine(runtime, store, engine_options);
  if (!engine.ok()) return engine.error();
  auto map = load_action_unit_map(options.action_unit_map, (*engine)->evidence_columns());
  if (!map.ok()) return map.error();
  return FrameMeasurer(std::make_unique<Impl>(*std::move(engine), *std::move(map)));
}

FrameMeasurer::FrameMeasurer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
FrameMeasurer::FrameMeasurer(FrameMeasurer&&) noexcept = default;
FrameMeasurer& FrameMeasurer::operator=(FrameMeasurer&&) noexcept = default;
FrameMeasurer::~FrameMeasurer() = default;

std::optional<MeasuredFace> FrameMeasurer::measure(const RgbPicture& picture) { return impl_->measure(picture); }

void FrameMeasurer::restart() { impl_->restart(); }

}  // namespace kizashi::pipeline
