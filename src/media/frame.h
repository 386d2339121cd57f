// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

namespace kizashi::media {

/// One decoded picture as a viewer would see it: rotated upright, full-range sRGB-like RGB.
struct Frame {
  std::int64_t frame_idx = 0;  ///< 0-based position in decoding order of presentation
  double timestamp_s = 0.0;    ///< the container's presentation time less that of the first video frame
  cv::Mat rgb;                 ///< CV_8UC3, row-major, red first
};

}  // namespace kizashi::media
