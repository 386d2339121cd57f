// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "kizashi/face/openface/face_box.h"
#include "kizashi/face/openface/face_cascade.h"
#include "kizashi/face/openface/models.h"

namespace kizashi::face::openface {

/// Finds faces of 60 pixels and more (Zhang et al. 2016, IEEE Signal Processing Letters 23(10)). Used by one thread at
/// a time.
class FaceDetector {
 public:
  /// The networks' layers must fit each other (base::ContractViolation otherwise).
  explicit FaceDetector(const DetectorModel& model);

  /// The faces of a picture (CV_8UC3, red first), the surest first, each box tight around its 68 landmarks. None in
  /// pictures smaller than a face.
  std::vector<FaceBox> detect(const cv::Mat& rgb);

 private:
  FaceProposals proposals_;
  BoxScorer refinement_;
  BoxScorer output_;
};

}  // namespace kizashi::face::openface
