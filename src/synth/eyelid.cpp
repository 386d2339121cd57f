// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/eyelid.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "kizashi/synth/warp.h"

namespace kizashi::synth {

namespace {

/// Height of the skin above the lashes that is stretched.
constexpr float skin_mm = 5.0F;
/// The dark band of lashes: above the mesh's edge of the lid and below it. Seen from the front, those of a closed eye
/// are foreshortened.
constexpr float lashes_above_mm = 3.0F;
constexpr float lashes_below_mm = 1.0F;
constexpr float closed_lash_height = 0.3F;
/// How far beside its corners the eye's surroundings take part.
constexpr float beside_mm = 5.0F;
/// The corners come down a little as the eye closes.
constexpr float corner_way_mm = 1.2F;
/// The line where the lids meet: thickness, strength and colour, red first.
constexpr float lash_line_mm = 0.8F;
constexpr float lash_strength = 0.55F;
const cv::Vec3f lash_colour(70.0F, 48.0F, 40.0F);

}  // namespace

Eyelid::Eyelid(const FaceShape& shape, PictureSide side) : frame_(shape.frame()), eye_(shape, side) {}

double Eyelid::opening_mm() const {
  const float middle_mm = 0.5F * (eye_.upper.left_mm() + eye_.upper.right_mm());
  return static_cast<double>(eye_.lower.y_at(middle_mm) - eye_.upper.y_at(middle_mm));
}

float Eyelid::participation(float x_mm) const {
  const float beside = std::max(eye_.upper.left_mm() - x_mm, x_mm - eye_.upper.right_mm());
  return ramp(beside, beside_mm, 0.0F);
}

Eyelid::Spot Eyelid::spot_at(cv::Point2f place_mm, float closed_share) const {
  const float part = closed_share * participation(place_mm.x);
  const float rest_mm = eye_.upper.y_at(place_mm.x);
  const float opening_here_mm = std::max(0.0F, eye_.lower.y_at(place_mm.x) - rest_mm);
  const float edge_mm = rest_mm + part * std::max(opening_here_mm, corner_way_mm);
  const float lash_height = 1.0F - part * (1.0F - closed_lash_height);
  const float skin_end_mm = edge_mm - lash_height * lashes_above_mm;
  const float skin_start_mm = rest_mm - lashes_above_mm - skin_mm;
  const float from_line_mm = (place_mm.y - edge_mm) / lash_line_mm;
  const float lash = std::min(1.0F, 3.0F * part) * lash_strength * ramp(opening_here_mm, 0.0F, 4.0F) *
                     std::exp(-from_line_mm * from_line_mm);
  const float cover = ramp(place_mm.y, edge_mm + lashes_below_mm, edge_mm);
  if (place_mm.y <= skin_start_mm || cover <= 0.0F) return {place_mm.y, cover, lash};
  if (place_mm.y >= edge_mm) return {rest_mm + place_mm.y - edge_mm, cover, lash};
  if (place_mm.y >= skin_end_mm) return {rest_mm + (place_mm.y - edge_mm) / lash_height, cover, lash};
  const float share = (place_mm.y - skin_start_mm) / (skin_end_mm - skin_start_mm);
  return {skin_start_mm + share * skin_mm, cover, lash};
}

cv::Rect Eyelid::surroundings(const cv::Size& size_px) const {
  const float top_mm = std::min(eye_.upper.y_at(eye_.upper.left_mm()), eye_.upper.y_at(eye_.upper.right_mm())) - 20.0F;
  const float left_mm = eye_.upper.left_mm() - beside_mm;
  const float right_mm = eye_.upper.right_mm() + beside_mm;
  const std::vector<cv::Point2f> corners{frame_.px_from_mm({left_mm, top_mm}), frame_.px_from_mm({right_mm, top_mm}),
                                         frame_.px_from_mm({left_mm, top_mm + 40.0F}),
                                         frame_.px_from_mm({right_mm, top_mm + 40.0F})};
  const auto [left, right] =
      std::minmax_element(corners.begin(), corners.end(), [](auto a, auto b) { return a.x < b.x; });
  const auto [top, bottom] =
      std::minmax_element(corners.begin(), corners.end(), [](auto a, auto b) { return a.y < b.y; });
  const cv::Point first(cvFloor(left->x), cvFloor(top->y));
  const cv::Point last(cvCeil(right->x), cvCeil(bottom->y));
  return cv::Rect(first, last) & cv::Rect({0, 0}, size_px);
}

void Eyelid::close(cv::Mat& picture, double down_mm) const {
  const auto closed_share = static_cast<float>(std::clamp(down_mm / opening_mm(), 0.0, 1.0));
  const cv::Rect area = surroundings(picture.size());
  if (closed_share <= 0.0F || area.empty()) return;
  cv::Mat source(area.size(), CV_32FC2);
  cv::Mat shares(area.size(), CV_32FC2);
  for (int y = 0; y < area.height; ++y) {
    for (int x = 0; x < area.width; ++x) {
      const cv::Point2f here_mm = frame_.mm_from_px(cv::Point2f(cv::Point(x, y) + area.tl()));
      const Spot spot = spot_at(here_mm, closed_share);
      const cv::Point2f from_px = frame_.px_from_mm({here_mm.x, spot.from_y_mm});
      source.at<cv::Vec2f>(y, x) = {from_px.x, from_px.y};
      shares.at<cv::Vec2f>(y, x) = {spot.cover, spot.lash};
    }
  }
  const cv::Mat paint = sampled(picture, source);
  for (int y = 0; y < area.height; ++y) {
    for (int x = 0; x < area.width; ++x) {
      auto& pixel = picture.at<cv::Vec3b>(area.y + y, area.x + x);
      const auto [cover, lash] = shares.at<cv::Vec2f>(y, x).val;
      pixel = mixed(mixed(pixel, paint.at<cv::Vec3b>(y, x), cover), lash_colour, lash);
    }
  }
}

}  // namespace kizashi::synth
