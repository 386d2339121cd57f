// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

namespace kizashi::synth {

/// How well a camera sees. The defaults change nothing.
struct CameraConditions {
  double light_gain = 1.0;  ///< factor on every grey level, above 0; .5 halves them
  /// Exponent on grey levels as shares of 255, above 0; more than 1 darkens what lies between black and white.
  double gamma = 1.0;
  double contrast = 1.0;  ///< factor on the distance of a grey level from 127.5, at least 0
  /// Share of the light that is lost at one edge of the picture, -1 to 1, growing softly across the middle half:
  /// positive darkens the right of the picture, negative the left.
  double side_shadow = 0.0;
  double blur_px = 0.0;  ///< standard deviation of a Gaussian, at least 0
  /// Standard deviation of normal noise in grey levels of 255, at least 0, independent for every pixel, colour and
  /// frame.
  double noise_sd = 0.0;
  std::uint64_t noise_seed = 1;
};

/// A picture (CV_8UC3) as such a camera gives it: shadow, gain, gamma and contrast, then blur, then noise. The noise
/// depends on the seed and the frame's number alone, whatever frames were made before.
cv::Mat through_camera(const cv::Mat& rgb, const CameraConditions& conditions, std::int64_t frame_idx);

}  // namespace kizashi::synth
