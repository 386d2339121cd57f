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

/// Mesh points that mirror each other, left and right in the picture.
struct MeshPair {
  std::size_t left;
  std::size_t right;
  [[nodiscard]] std::size_t of(PictureSide side) const { return side == PictureSide::left ? left : right; }
};

/// Distance from the middle line, positive on the side asked for.
float outwards_mm(float x_mm, PictureSide side);
/// A step in the picture that leads so far towards the side asked for, and down.
cv::Point2f step_towards(PictureSide side, float outwards_mm, float down_mm);
/// Share that belongs to one side of the middle line; both sides add up to 1.
float side_share(float x_mm, PictureSide side);

}  // namespace kizashi::synth
