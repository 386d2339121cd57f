// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/synth/moving_region.h"

namespace kizashi::synth {

/// Lip corner and cheek of one side, outwards and up along the zygomaticus major, some 63 degrees above the level.
cv::Mat lip_corner_pull_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side);

/// Lip corner of one side and the skin down to the jaw's edge, downwards and a little
/// outwards along the depressor anguli oris.
cv::Mat lip_corner_depress_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side);

/// Lip corner and lower cheek of one side, outwards along the risorius.
cv::Mat lip_stretch_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side);

}  // namespace kizashi::synth
