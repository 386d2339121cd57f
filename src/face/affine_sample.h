// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

namespace kizashi::face {

/// The part of a picture whose pixel (x, y) is `rgb` at frame_from_sample * (x, y, 1): bilinear to 1/32 of a pixel,
/// beyond the frame's edge as on it. The same bytes as that part of cv::warpAffine(INTER_LINEAR | WARP_INVERSE_MAP,
/// BORDER_REPLICATE), in two thirds of the time.
cv::Mat sample_affine(const cv::Mat& rgb, const cv::Matx23f& frame_from_sample, const cv::Rect& part);

}  // namespace kizashi::face
