// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/core.hpp>

namespace kizashi::synth {

struct TriangleCorner {
  cv::Point2f place_px;
  cv::Vec3f value;
};

/// Calls paint(place, value) for every pixel whose middle lies in a triangle or on its edge, with the value between
/// those of the corners.
template <class Paint>
void fill_triangle(const std::array<TriangleCorner, 3>& corners, const cv::Size& size_px, const Paint& paint) {
  const auto& [a, b, c] = corners;
  const cv::Point2f to_b = b.place_px - a.place_px;
  const cv::Point2f to_c = c.place_px - a.place_px;
  const auto area = static_cast<float>(to_b.cross(to_c));
  constexpr float least_area_px = 1e-6F;
  if (std::abs(area) < least_area_px) return;
  // Pixels on an edge belong to both its triangles, however the products round.
  constexpr float edge = -1e-4F;
  const auto [left, right] = std::minmax({a.place_px.x, b.place_px.x, c.place_px.x});
  const auto [top, bottom] = std::minmax({a.place_px.y, b.place_px.y, c.place_px.y});
  for (int y = std::max(0, cvCeil(top)); y <= std::min(size_px.height - 1, cvFloor(bottom)); ++y) {
    for (int x = std::max(0, cvCeil(left)); x <= std::min(size_px.width - 1, cvFloor(right)); ++x) {
      const cv::Point2f from_a = cv::Point2f(static_cast<float>(x), static_cast<float>(y)) - a.place_px;
      const float share_b = static_cast<float>(from_a.cross(to_c)) / area;
      const float share_c = static_cast<float>(to_b.cross(from_a)) / area;
      const float share_a = 1.0F - share_b - share_c;
      if (std::min({share_a, share_b, share_c}) < edge) continue;
      paint(cv::Point(x, y), cv::Vec3f(share_a * a.value + share_b * b.value + share_c * c.value));
    }
  }
}

}  // namespace kizashi::synth
