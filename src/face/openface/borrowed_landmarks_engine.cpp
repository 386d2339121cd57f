// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/openface_engine.h"
#include "kizashi/face/openface/unit_measurer.h"

namespace kizashi::face::openface {

namespace {

struct PictureMemory final : EngineMemory {
  PictureMemory(cv::Mat frame_rgb, std::shared_ptr<const EngineMemory> of_landmarks)
      : rgb(std::move(frame_rgb)), landmarks(std::move(of_landmarks)) {}
  cv::Mat rgb;
  std::shared_ptr<const EngineMemory> landmarks;  ///< what the other engine remembers
};

class BorrowingWorker final : public Worker {
 public:
  explicit BorrowingWorker(std::unique_ptr<Worker> landmarks) : landmarks_(std::move(landmarks)) {}

  FoundFaces look(const media::Frame& frame, const TrackState& earlier) override {
    TrackState others = earlier;
    if (const auto* memory = static_cast<const PictureMemory*>(earlier.memory.get())) others.memory = memory->landmarks;
    FoundFaces found = landmarks_->look(frame, others);
    found.memory = std::make_shared<PictureMemory>(frame.rgb, std::move(found.memory));
    return found;
  }

 private:
  std::unique_ptr<Worker> landmarks_;
};

Points2 to_points(const observation::FacePoints& points_px) {
  Points2 points(static_cast<Eigen::Index>(points_px.size()), 2);
  for (std::size_t i = 0; i < points_px.size(); ++i) points.row(static_cast<Eigen::Index>(i)) = points_px.at(i);
  return points;
}

class BorrowingFinisher final : public Finisher {
 public:
  BorrowingFinisher(std::shared_ptr<const Models> models, const ScoreColumns& columns, Reading reading)
      : units_(std::move(models), columns, reading) {}

  void finish(const EngineMemory& memory, observation::FrameObservation& frame) override {
    if (frame.faces.empty()) return units_.skip();
    observation::FaceObservation& face = frame.faces.front();
    face.evidence = units_.measure(static_cast<const PictureMemory&>(memory).rgb, to_points(face.points_px));
  }

 private:
  UnitMeasurer units_;
};

class BorrowedLandmarksEngine final : public Engine {
 public:
  BorrowedLandmarksEngine(std::unique_ptr<Engine> landmarks, std::shared_ptr<const Models> models)
      : landmarks_(std::move(landmarks)),
        models_(std::move(models)),
        columns_(*models_),
        clip_predictors_(columns_.predictors_of(models_->videos)),
        still_predictors_(columns_.predictors_of(models_->stills)),
        provenance_(landmarks_->provenance()) {
    provenance_.name = "openface";
    const auto& own = models_->sha256_of_file;
    provenance_.model_sha256.insert(provenance_.model_sha256.end(), own.begin(), own.end());
  }

  [[nodiscard]] std::unique_ptr<Worker> make_worker() const override {
    return std::make_unique<BorrowingWorker>(landmarks_->make_worker());
  }
  [[nodiscard]] std::unique_ptr<Finisher> make_finisher(Reading reading) const override {
    return std::make_unique<BorrowingFinisher>(models_, columns_, reading);
  }
  [[nodiscard]] int lag_frames() const override { return landmarks_->lag_frames(); }
  [[nodiscard]] media::Colours colours() const override { return media::Colours::as_opencv; }
  [[nodiscard]] const observation::UnitPredictors* unit_predictors(Reading reading) const override {
    return reading == Reading::clip ? &clip_predictors_ : &still_predictors_;
  }
  [[nodiscard]] const std::vector<observation::EvidenceColumn>& evidence_columns() const override {
    return columns_.columns();
  }
  [[nodiscard]] const EngineProvenance& provenance() const override { return provenance_; }
  [[nodiscard]] const std::vector<observation::DrawingEdge>& drawing_edges() const override {
    return landmarks_->drawing_edges();
  }

 private:
  std::unique_ptr<Engine> landmarks_;
  std::shared_ptr<const Models> models_;
  ScoreColumns columns_;
  observation::UnitPredictors clip_predictors_;
  observation::UnitPredictors still_predictors_;
  EngineProvenance provenance_;
};

}  // namespace

std::unique_ptr<Engine> make_openface_engine_on(std::unique_ptr<Engine> landmarks,
                                                std::shared_ptr<const Models> models) {
  KIZASHI_CHECK(landmarks->make_finisher(Reading::clip) == nullptr, "the other engine leaves nothing to be finished");
  return std::make_unique<BorrowedLandmarksEngine>(std::move(landmarks), std::move(models));
}

}  // namespace kizashi::face::openface
