// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <opencv2/core.hpp>

namespace kizashi::face::openface {

inline constexpr int aligned_side_px = 112;
inline constexpr int hog_size = 4464;

/// Histograms of oriented gradients of an aligned face (CV_8UC3, red first, aligned_side_px squared), hog_size values:
/// index (row * 12 + column) * 31 + bin (Felzenszwalb et al. 2010, IEEE TPAMI 32(9), section 6, without the
/// interpolation between orientations).
Eigen::VectorXf hog_of(const cv::Mat& aligned_rgb);

}  // namespace kizashi::face::openface
