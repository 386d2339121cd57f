// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/openface_engine.h"

#include <opencv2/core.hpp>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/face/camera.h"
#include "kizashi/face/crop.h"
#include "kizashi/face/face_quality.h"
#include "kizashi/face/openface/head_and_gaze.h"
#include "kizashi/face/openface/landmark_drawing.h"
#include "kizashi/face/openface/landmark_tracker.h"
#include "kizashi/face/openface/unit_measurer.h"

namespace kizashi::face::openface {

namespace {

constexpr int crop_side_px = 256;

/// What a frame leaves to its finisher and to the frame after it.
struct FrameMemory final : EngineMemory {
  FrameMemory(FrameFit frame_fit, cv::Mat frame_rgb) : fit(std::move(frame_fit)), rgb(std::move(frame_rgb)) {}
  FrameFit fit;
  cv::Mat rgb;
};

observation::FacePoints face_points(const Points2& points_px) {
  observation::FacePoints points;
  for (std::size_t i = 0; i < points.size(); ++i)
    points.at(i) = points_px.row(static_cast<Eigen::Index>(i)).transpose();
  return points;
}

class OpenFaceWorker final : public Worker {
 public:
  explicit OpenFaceWorker(std::shared_ptr<const TrackerModels> models) : tracker_(std::move(models)) {}

  FoundFaces look(const media::Frame& frame, const TrackState& earlier) override {
    const auto* before = static_cast<const FrameMemory*>(earlier.memory.get());
    FrameFit fit = tracker_.look(frame.rgb, before == nullptr ? FollowedFace{} : before->fit.after);
    FoundFaces found;
    if (fit.is_success) found.faces.push_back(describe(fit.after.fit, earlier));
    found.memory = std::make_shared<FrameMemory>(std::move(fit), frame.rgb);
    return found;
  }

 private:
  static FoundFace describe(const FaceFit& fit, const TrackState& earlier) {
    FoundFace face;
    face.observation.confidence = fit.confidence;
    face.observation.points_px = face_points(fit.points_px);
    face.region = region_of(fit.points_px);
    if (!earlier.tracks.empty()) face.followed_track_id = earlier.tracks.front().track_id;
    return face;
  }

  LandmarkTracker tracker_;
};

/// What every clip's finisher reads.
struct EngineParts {
  std::shared_ptr<const Models> models;
  ScoreColumns columns;
  EngineOptions options;
};

class OpenFaceFinisher final : public Finisher {
 public:
  OpenFaceFinisher(const EngineParts& parts, Reading reading)
      : parts_(parts), units_(parts.models, parts.columns, reading) {}

  void finish(const EngineMemory& memory, observation::FrameObservation& frame) override {
    const auto& sight = static_cast<const FrameMemory&>(memory);
    const bool has_units = !frame.faces.empty() && sight.fit.is_validated;
    if (!has_units) units_.skip();
    if (frame.faces.empty()) return;
    observation::FaceObservation& face = frame.faces.front();
    see_head(sight, face);
    const Points2& points_px = sight.fit.after.fit.points_px;
    face.evidence = has_units ? units_.measure(sight.rgb, points_px)
                              : std::vector<std::optional<double>>(parts_.columns.columns().size());
    if (parts_.options.keep_drawing_points) face.drawing_points_px = drawing_points(points_px);
  }

 private:
  void see_head(const FrameMemory& sight, observation::FaceObservation& face) const {
    const FaceFit& fit = sight.fit.after.fit;
    Camera camera = default_camera(sight.rgb.cols, sight.rgb.rows);
    camera.focal_length_px = parts_.options.focal_length_px.value_or(camera.focal_length_px);
    face.head_pose = estimate_head_pose(parts_.models->face.shape, fit, camera);
    face.gaze = estimate_gaze(*parts_.models, fit, *face.head_pose, camera);
    const cv::Mat crop = crop_region(sight.rgb, region_of(fit.points_px), crop_side_px, Border::replicated);
    face.quality = face_quality(crop_quality(crop), face.points_px, *face.head_pose);
  }

  const EngineParts& parts_;
  UnitMeasurer units_;
};

class OpenFaceEngine : public Engine {
 public:
  OpenFaceEngine(std::shared_ptr<const Models> models, const EngineOptions& options)
      : parts_{models, ScoreColumns(*models), options},
        tracker_models_(prepare_tracker(models)),
        clip_predictors_(parts_.columns.predictors_of(models->videos)),
        still_predictors_(parts_.columns.predictors_of(models->stills)),
        provenance_{"openface", "OpenFace CLNF, 68 points", models->sha256_of_file},
        edges_(openface::drawing_edges()) {
    KIZASHI_CHECK(options.faces == FacesWanted::largest, "this engine follows one face");
  }

  [[nodiscard]] std::unique_ptr<Worker> make_worker() const override {
    return std::make_unique<OpenFaceWorker>(tracker_models_);
  }
  [[nodiscard]] std::unique_ptr<Finisher> make_finisher(Reading reading) const override {
    return std::make_unique<OpenFaceFinisher>(parts_, reading);
  }
  [[nodiscard]] int lag_frames() const override { return 1; }
  [[nodiscard]] media::Colours colours() const override { return media::Colours::as_opencv; }
  [[nodiscard]] const observation::UnitPredictors* unit_predictors(Reading reading) const override {
    return reading == Reading::clip ? &clip_predictors_ : &still_predictors_;
  }
  [[nodiscard]] const std::vector<observation::EvidenceColumn>& evidence_columns() const override {
    return parts_.columns.columns();
  }
  [[nodiscard]] const EngineProvenance& provenance() const override { return provenance_; }
  [[nodiscard]] const std::vector<observation::DrawingEdge>& drawing_edges() const override { return edges_; }

 private:
  EngineParts parts_;
  std::shared_ptr<const TrackerModels> tracker_models_;
  observation::UnitPredictors clip_predictors_;
  observation::UnitPredictors still_predictors_;
  EngineProvenance provenance_;
  std::vector<observation::DrawingEdge> edges_;
};

}  // namespace

std::unique_ptr<Engine> make_openface_engine(std::shared_ptr<const Models> models, const EngineOptions& options) {
  return std::make_unique<OpenFaceEngine>(std::move(models), options);
}

}  // namespace kizashi::face::openface
