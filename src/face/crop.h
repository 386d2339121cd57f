// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <span>

#include "kizashi/face/region.h"

namespace kizashi::face {

enum class Border { black, replicated };

/// The region as an upright square picture of `side_px`, bilinear.
cv::Mat crop_region(const cv::Mat& rgb, const FaceRegion& region, int side_px, Border border);

/// How 8-bit values become a network's input: value * scale + offset.
struct PixelScale {
  float scale = 1.0F / 255.0F;
  float offset = 0.0F;
};

/// Writes the picture row by row, channels last.
void fill_input(const cv::Mat& crop, PixelScale pixel_scale, std::span<float> input);

}  // namespace kizashi::face
