// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

namespace kizashi::synth {

/// Where each pixel of a moved picture comes from (CV_32FC2, pixels), given how far each pixel of the still picture
/// goes (likewise). Right where the movement changes by less than a pixel from one pixel to the next.
cv::Mat source_of(const cv::Mat& displacement_px);

/// The picture seen through such a map; places outside take the nearest pixel.
cv::Mat sampled(const cv::Mat& picture, const cv::Mat& source_px);

/// The first colour with a share of the second, 0 to 1.
cv::Vec3b mixed(const cv::Vec3b& first, const cv::Vec3f& second, float share_of_second);

}  // namespace kizashi::synth
