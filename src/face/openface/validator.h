// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <opencv2/core.hpp>

#include "kizashi/face/openface/models.h"
#include "kizashi/face/openface/shape_model.h"

namespace kizashi::face::openface {

/// Above it landmarks count as lying on a face.
inline constexpr double least_confidence = 0.725;

/// Judges whether landmarks lie on a face. Used by one thread at a time.
class Validator {
 public:
  explicit Validator(const ValidatorModel& model);  ///< keeps a reference

  /// Confidence, 0 to 1, in 30 steps, that the 68 landmarks of a head so turned lie on a face of the grey picture
  /// (CV_8UC1).
  double confidence(const cv::Mat& gray, const Points2& points_px, const Eigen::Vector3f& angles_rad);

 private:
  const ValidatorModel& model_;
};

}  // namespace kizashi::face::openface
