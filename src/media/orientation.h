// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <opencv2/core.hpp>

namespace kizashi::media {

/// How a stored picture is turned to be shown: one of the eight symmetries of a rectangle, first a transposition and
/// then mirrorings.
struct Orientation {
  bool is_transposed = false;
  bool is_mirrored_x = false;
  bool is_mirrored_y = false;

  /// The clockwise turn, 0, 90, 180 or 270; a mirror image is turned after it was mirrored left to right.
  [[nodiscard]] int rotation_deg() const;
  [[nodiscard]] bool is_mirror_image() const { return is_transposed == (is_mirrored_x == is_mirrored_y); }
};

/// Reads a display matrix (ISO/IEC 14496-12, 8.2.2: a b u c d v x y w, row by row); angles between right angles take
/// the nearest.
Orientation orientation_of(const std::array<std::int32_t, 9>& display_matrix);

/// The picture as shown.
cv::Mat oriented(const cv::Mat& stored, const Orientation& orientation);

}  // namespace kizashi::media
