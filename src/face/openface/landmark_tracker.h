// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <opencv2/core.hpp>

#include "kizashi/face/openface/face_fit.h"
#include "kizashi/face/openface/models.h"

namespace kizashi::face::openface {

/// What all trackers of one model folder share: read-only, for many threads.
class TrackerModels;
std::shared_ptr<const TrackerModels> prepare_tracker(std::shared_ptr<const Models> models);

/// Finds the 68 landmarks of one face in one frame after the other. Used by one thread at a time.
class LandmarkTracker {
 public:
  explicit LandmarkTracker(std::shared_ptr<const TrackerModels> models);
  ~LandmarkTracker();

  /// The next frame of a video (CV_8UC3, red first), given what the frame before left. A function of its arguments
  /// alone.
  FrameFit look(const cv::Mat& rgb, const FollowedFace& before);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kizashi::face::openface
