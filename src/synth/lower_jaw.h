// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include "kizashi/synth/face_frame.h"

namespace kizashi::synth {

/// The mouth as two layers: upper lip and teeth stay, lower lip and chin go down as one piece, and between them it is
/// dark.
class LowerJaw {
 public:
  LowerJaw(const FaceShape& shape, const cv::Size& size_px);

  /// The picture with its pixels moved by `displacement_px` (CV_32FC2) and the jaw down by `drop_mm`.
  [[nodiscard]] cv::Mat moved(const cv::Mat& picture, const cv::Mat& displacement_px, double drop_mm) const;

 private:
  cv::Mat upper_field_;  ///< pixels a millimetre of drop, for what is above the lower lip
  cv::Mat lower_field_;  ///< likewise for the lower lip and below
  /// Height below the lower lip's inner edge in pixels, negative above it; and 1 between the mouth's corners, 0 beside
  /// them (CV_32FC2).
  cv::Mat mouth_;
};

}  // namespace kizashi::synth
