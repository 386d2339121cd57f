// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <opencv2/core.hpp>
#include <vector>

#include "kizashi/base/result.h"

namespace kizashi::media {

/// A picture (CV_8UC3, red first) as the bytes of a JPEG file; the same picture gives the same bytes. Quality runs from
/// 1 (best) to 31, libavcodec's quantiser scale. Fails with encoding_failed.
base::Result<std::vector<std::byte>> encode_jpeg(const cv::Mat& rgb, int quantiser = 5);

}  // namespace kizashi::media
