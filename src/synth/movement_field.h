// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <optional>

#include "kizashi/synth/movement_script.h"
#include "kizashi/synth/moving_region.h"

namespace kizashi::synth {

/// How far each pixel goes (CV_32FC2, pixels) for one millimetre of a movement on one side of the picture; nothing for
/// kinds that are painted or that part the lips.
std::optional<cv::Mat> movement_field(MovementKind kind, const FaceShape& shape, const cv::Size& size_px,
                                      PictureSide side);

}  // namespace kizashi::synth
