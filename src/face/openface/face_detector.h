// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "kizashi/face/openface/face_box.h"
#include "kizashi/face/openface/models.h"

namespace kizashi::face::openface {

/// Finds faces (Zhang et al. 2016, IEEE Signal Processing Letters 23(10)) of 60 pixels and more. Used by one thread at
/// a time.
class FaceDetector {
 public:
  explicit FaceDetector(const DetectorModel& model);  ///< keeps a reference

  /// The faces of a picture (CV_8UC3, red first), each box tight around its 68 landmarks.
  std::vector<FaceBox> detect(const cv::Mat& rgb);

 private:
  const DetectorModel& model_;
};

}  // namespace kizashi::face::openface
