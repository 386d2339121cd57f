// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/orientation.h"

#include <cstdlib>

namespace kizashi::media {

int Orientation::rotation_deg() const {
  if (is_transposed) return is_mirror_image() ? (is_mirrored_y ? 90 : 270) : (is_mirrored_x ? 90 : 270);
  return is_mirrored_y ? 180 : 0;
}

Orientation orientation_of(const std::array<std::int32_t, 9>& display_matrix) {
  // A stored point (p, q) is shown at (a p + c q, b p + d q).
  const std::int64_t a = display_matrix[0];
  const std::int64_t b = display_matrix[1];
  const std::int64_t c = display_matrix[3];
  const std::int64_t d = display_matrix[4];
  const bool is_transposed = std::abs(b) + std::abs(c) > std::abs(a) + std::abs(d);
  return {is_transposed, (is_transposed ? c : a) < 0, (is_transposed ? b : d) < 0};
}

cv::Mat oriented(const cv::Mat& stored, const Orientation& orientation) {
  cv::Mat shown = stored;
  if (orientation.is_transposed) cv::transpose(stored, shown);
  if (!orientation.is_mirrored_x && !orientation.is_mirrored_y) return shown;
  constexpr int around_both = -1;
  constexpr int left_to_right = 1;
  constexpr int upside_down = 0;
  cv::Mat turned;
  cv::flip(shown, turned,
           orientation.is_mirrored_x ? (orientation.is_mirrored_y ? around_both : left_to_right) : upside_down);
  return turned;
}

}  // namespace kizashi::media
