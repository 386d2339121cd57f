// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <opencv2/core.hpp>

#include "kizashi/synth/face_frame.h"

namespace kizashi::synth {

/// How far the parts of the mouth are from their place, in mm.
struct MouthOpening {
  double jaw_drop_mm = 0.0;   ///< lower lip and chin, down
  double lips_part_mm = 0.0;  ///< the lower lip alone, down
  double lip_suck_mm = 0.0;   ///< the outer border of both lips, towards the inner one
};

/// The mouth as two layers: upper lip and teeth stay, lower lip and chin go down, and between them it is dark.
class Mouth {
 public:
  Mouth(const FaceShape& shape, const cv::Size& size_px);

  /// The picture with its pixels moved by `displacement_px` (CV_32FC2) and the mouth opened.
  [[nodiscard]] cv::Mat moved(const cv::Mat& picture, const cv::Mat& displacement_px,
                              const MouthOpening& opening) const;

 private:
  /// Pixels for a millimetre of each movement of MouthOpening, in its order.
  using Fields = std::array<cv::Mat, 3>;
  Fields upper_fields_;  ///< for what is above the lower lip
  Fields lower_fields_;  ///< for the lower lip and below
  /// Height below the lower lip's inner edge in pixels, negative above it; and 1 between the mouth's corners, 0 beside
  /// them (CV_32FC2).
  cv::Mat mouth_;
};

}  // namespace kizashi::synth
