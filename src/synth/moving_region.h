// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <opencv2/core.hpp>

#include "kizashi/synth/face_frame.h"

namespace kizashi::synth {

/// A half of the picture; the person's right side is on its left.
enum class PictureSide { left, right };

/// A share of a movement, 0 to 1, at a place of the face.
using Weight = std::function<float(cv::Point2f place_mm)>;

/// How far each pixel goes (CV_32FC2, pixels) for a movement of one millimetre along `step_mm`. Learned landmarks
/// believe whole regions that move alike and not points, so weights are 1 over a wide plateau.
cv::Mat region_field(const FaceShape& shape, const cv::Size& size_px, cv::Point2f step_mm, const Weight& weight);

/// Brow and forehead of one side, upwards.
cv::Mat brow_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side);

/// Lip corner and cheek of one side, outwards and up along the zygomaticus major, which runs from the corner to the
/// cheek bone.
cv::Mat lip_corner_pull_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side);

}  // namespace kizashi::synth
