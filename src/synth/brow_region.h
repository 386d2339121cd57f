// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/synth/moving_region.h"

namespace kizashi::synth {

/// Brow and forehead of one side, upwards.
cv::Mat brow_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side);

/// The inner half of the brow and the forehead over it, upwards.
cv::Mat brow_inner_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side);

/// The outer half of the brow and the forehead over it, upwards.
cv::Mat brow_outer_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side);

/// Brow, forehead and nose root of one side, downwards, and the brow's inner end towards the middle.
cv::Mat brow_lower_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side);

}  // namespace kizashi::synth
