// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/landmark_tracker.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <utility>

#include "kizashi/face/openface/face_detector.h"
#include "kizashi/face/openface/face_fitter.h"
#include "kizashi/face/openface/face_following.h"
#include "kizashi/face/openface/validator.h"

namespace kizashi::face::openface {

class TrackerModels {
 public:
  explicit TrackerModels(std::shared_ptr<const Models> models) : models_(std::move(models)), fitter_(models_) {}

  [[nodiscard]] const Models& models() const { return *models_; }
  [[nodiscard]] const FaceFitter& fitter() const { return fitter_; }

 private:
  std::shared_ptr<const Models> models_;
  FaceFitter fitter_;
};

std::shared_ptr<const TrackerModels> prepare_tracker(std::shared_ptr<const Models> models) {
  return std::make_shared<const TrackerModels>(std::move(models));
}

class LandmarkTracker::Impl : public FaceSearch {
 public:
  explicit Impl(std::shared_ptr<const TrackerModels> shared)
      : shared_(std::move(shared)),
        detector_(shared_->models().detector),
        validator_(shared_->models().validator),
        work_(shared_->fitter().make_workspace()) {}

  FrameFit look(const cv::Mat& rgb, const FollowedFace& before) {
    rgb_ = rgb;
    cv::cvtColor(rgb, gray_, cv::COLOR_RGB2GRAY);
    return look_at_frame(before, *this);
  }

  JudgedFit follow(const ShapeParameters& start, SearchRange range) override {
    return judge(shared_->fitter().fit_whole(gray_, start, range, work_));
  }

  std::optional<JudgedFit> detect() override {
    const std::vector<FaceBox> boxes = detector_.detect(rgb_);
    if (boxes.empty()) return std::nullopt;
    const FaceBox widest = *std::max_element(boxes.begin(), boxes.end(),
                                             [](const FaceBox& a, const FaceBox& b) { return a.width < b.width; });
    const std::vector<ModelFit> fits = shared_->fitter().fit_in_box(gray_, widest, work_);
    return judge(likeliest(fits));
  }

 private:
  JudgedFit judge(const ModelFit& whole) {
    JudgedFit judged{shared_->fitter().refine(gray_, whole, work_), false};
    if (!whole.is_usable) return judged;
    judged.fit.confidence = validator_.confidence(gray_, judged.fit.points_px, judged.fit.face.pose.angles_rad);
    judged.is_valid = judged.fit.confidence > least_confidence;
    return judged;
  }

  std::shared_ptr<const TrackerModels> shared_;
  FaceDetector detector_;
  Validator validator_;
  FaceWorkspace work_;
  cv::Mat rgb_;
  cv::Mat gray_;
};

LandmarkTracker::LandmarkTracker(std::shared_ptr<const TrackerModels> models)
    : impl_(std::make_unique<Impl>(std::move(models))) {}

LandmarkTracker::~LandmarkTracker() = default;

FrameFit LandmarkTracker::look(const cv::Mat& rgb, const FollowedFace& before) { return impl_->look(rgb, before); }

}  // namespace kizashi::face::openface
