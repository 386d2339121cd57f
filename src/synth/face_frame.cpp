// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/face_frame.h"

#include <algorithm>
#include <cmath>

#include "kizashi/base/check.h"

namespace kizashi::synth {

namespace {

/// Mean horizontal visible iris diameter of adults, nearly the same in everybody (Rüfer et al. 2005, Cornea 24: 11.7
/// mm).
constexpr float iris_diameter_mm = 11.7F;

/// Mesh points of the outer eye corners, and of the left and right rim of both irises.
constexpr std::size_t image_left_eye_corner = 33;
constexpr std::size_t image_right_eye_corner = 263;
constexpr std::size_t iris_rims[][2] = {{469, 471}, {474, 476}};

cv::Point2f place_of(const face::mesh::MeshPoints& points_px, std::size_t mesh_idx) {
  const auto& point = points_px.at(mesh_idx);
  return {point.x(), point.y()};
}

float length_of(cv::Point2f step) { return std::hypot(step.x, step.y); }

float mean_iris_diameter_px(const face::mesh::MeshPoints& points_px) {
  float sum_px = 0.0F;
  for (const auto& rim : iris_rims) sum_px += length_of(place_of(points_px, rim[0]) - place_of(points_px, rim[1]));
  return sum_px / 2.0F;
}

}  // namespace

FaceFrame::FaceFrame(const face::mesh::MeshPoints& points_px) {
  const cv::Point2f left = place_of(points_px, image_left_eye_corner);
  const cv::Point2f right = place_of(points_px, image_right_eye_corner);
  const float iris_px = mean_iris_diameter_px(points_px);
  KIZASHI_CHECK(right.x > left.x && iris_px > 0.0F, "an upright face with two eyes");
  origin_px_ = 0.5F * (left + right);
  along_ = (right - left) / length_of(right - left);
  mm_per_px_ = iris_diameter_mm / iris_px;
}

cv::Point2f FaceFrame::mm_from_px(cv::Point2f place_px) const {
  const cv::Point2f step = (place_px - origin_px_) * mm_per_px_;
  return {step.x * along_.x + step.y * along_.y, step.y * along_.x - step.x * along_.y};
}

cv::Point2f FaceFrame::px_from_mm_step(cv::Point2f step_mm) const {
  return cv::Point2f(step_mm.x * along_.x - step_mm.y * along_.y, step_mm.x * along_.y + step_mm.y * along_.x) /
         mm_per_px_;
}

cv::Point2f FaceFrame::px_from_mm(cv::Point2f place_mm) const { return origin_px_ + px_from_mm_step(place_mm); }

FaceShape::FaceShape(const face::mesh::MeshPoints& points_px) : frame_(points_px) {
  for (std::size_t idx = 0; idx < points_px.size(); ++idx) {
    points_mm_.push_back(frame_.mm_from_px(place_of(points_px, idx)));
  }
}

Contour::Contour(const FaceShape& shape, std::span<const std::size_t> mesh_idxs) {
  KIZASHI_CHECK(mesh_idxs.size() >= 2, "a line has two ends");
  for (const std::size_t idx : mesh_idxs) places_mm_.push_back(shape.point_mm(idx));
  std::sort(places_mm_.begin(), places_mm_.end(), [](cv::Point2f a, cv::Point2f b) { return a.x < b.x; });
  const auto same_x = [](cv::Point2f a, cv::Point2f b) { return a.x == b.x; };
  places_mm_.erase(std::unique(places_mm_.begin(), places_mm_.end(), same_x), places_mm_.end());
  KIZASHI_CHECK(places_mm_.size() >= 2, "points that lie beside each other");
}

float Contour::y_at(float x_mm) const {
  if (x_mm <= left_mm()) return places_mm_.front().y;
  if (x_mm >= right_mm()) return places_mm_.back().y;
  const auto right =
      std::find_if(places_mm_.begin(), places_mm_.end(), [x_mm](cv::Point2f place) { return place.x >= x_mm; });
  const auto idx = static_cast<std::size_t>(right - places_mm_.begin());
  const cv::Point2f start = places_mm_[idx - 1];
  const cv::Point2f end = places_mm_[idx];
  const float width_mm = end.x - start.x;
  const float t = (x_mm - start.x) / width_mm;
  const float rise = slope_at(idx - 1) * width_mm;
  const float fall = slope_at(idx) * width_mm;
  const float step = end.y - start.y;
  // Hermite's cubic through both places with both slopes.
  return start.y + t * (rise + t * (3.0F * step - 2.0F * rise - fall + t * (rise + fall - 2.0F * step)));
}

float Contour::slope_at(std::size_t idx) const {
  const cv::Point2f before = places_mm_[idx == 0 ? 0 : idx - 1];
  const cv::Point2f after = places_mm_[std::min(idx + 1, places_mm_.size() - 1)];
  return (after.y - before.y) / (after.x - before.x);
}

float ramp(float value, float from, float to) {
  const float share = std::clamp((value - from) / (to - from), 0.0F, 1.0F);
  return share * share * (3.0F - 2.0F * share);
}

}  // namespace kizashi::synth
