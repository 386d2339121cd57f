// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <opencv2/core.hpp>
#include <vector>

#include "kizashi/base/result.h"

namespace kizashi::media {

/// A picture made small.
struct Thumbnail {
  int width_px = 0;
  int height_px = 0;
  std::vector<std::byte> jpeg;
};

/// Shrinks a picture (CV_8UC3, red first) until its longer side is at most so long; a smaller one keeps its size. Fails
/// as encode_jpeg() does.
base::Result<Thumbnail> make_thumbnail(const cv::Mat& rgb, int longest_side_px = 160);

}  // namespace kizashi::media
