// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/synth/moving_region.h"

namespace kizashi::synth {

/// The lower lid of one eye and the skin below it, upwards.
cv::Mat lower_lid_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side);

/// Cheek and lower lid of one side, upwards.
cv::Mat cheek_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side);

}  // namespace kizashi::synth
