// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/lower_jaw.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kizashi/synth/moving_region.h"
#include "kizashi/synth/warp.h"

namespace kizashi::synth {

namespace {

/// Inner edge of the lower lip in the mesh, from the left of the picture to its right.
constexpr std::array<std::size_t, 11> lower_lip_edge{78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308};
constexpr std::size_t chin = 152;
constexpr std::size_t image_left_cheek = 234;
constexpr std::size_t image_right_cheek = 454;

/// Share of the jaw's way that the lip corners go: they hang between the two lips.
constexpr float corner_share = 0.35F;
/// Inside of an open mouth, red first.
const cv::Vec3f mouth_colour(38.0F, 14.0F, 14.0F);

struct JawShape {
  Contour lip;
  float middle_mm;
  float half_mouth_mm;
  float half_face_mm;
  float chin_mm;
};

JawShape jaw_shape(const FaceShape& shape) {
  const Contour lip(shape, lower_lip_edge);
  return {lip, 0.5F * (lip.left_mm() + lip.right_mm()), 0.5F * (lip.right_mm() - lip.left_mm()),
          0.5F * (shape.point_mm(image_right_cheek).x - shape.point_mm(image_left_cheek).x), shape.point_mm(chin).y};
}

/// Distance from the mouth's middle in halves of the mouth's width.
float reach(const JawShape& jaw, float x_mm) { return std::abs(x_mm - jaw.middle_mm) / jaw.half_mouth_mm; }

/// Away from the mouth the jaw takes less of the face with it: to the sides, where it hangs in its joints, and down the
/// neck.
float jaw_share(const JawShape& jaw, cv::Point2f place_mm) {
  const float aside_mm = std::abs(place_mm.x - jaw.middle_mm);
  return ramp(aside_mm, 1.2F * jaw.half_face_mm, 0.55F * jaw.half_face_mm) *
         ramp(place_mm.y, jaw.chin_mm + 34.0F, jaw.chin_mm + 2.0F);
}

/// The corner's share runs out in the cheek and towards the nose.
float corner_part(const JawShape& jaw, cv::Point2f place_mm) {
  const float above_mm = jaw.lip.y_at(place_mm.x) - place_mm.y;
  const float aside = ramp(reach(jaw, place_mm.x), 2.4F, 1.0F);
  return corner_share * aside * ramp(above_mm, 16.0F, 0.0F);
}

float upper_weight(const JawShape& jaw, cv::Point2f place_mm) {
  const float from_middle = ramp(reach(jaw, place_mm.x), 0.3F, 1.0F);
  return corner_part(jaw, place_mm) * from_middle;
}

float lower_weight(const JawShape& jaw, cv::Point2f place_mm) {
  const float below_mm = place_mm.y - jaw.lip.y_at(place_mm.x);
  const float at_edge = corner_part(jaw, place_mm);
  const float in_lip = 1.0F - ramp(reach(jaw, place_mm.x), 0.4F, 1.0F);
  const float attached = std::max(in_lip, ramp(below_mm, 0.0F, 22.0F));
  return at_edge + (jaw_share(jaw, place_mm) - at_edge) * attached;
}

/// Height below the lower lip's inner edge in pixels, and whether there is a mouth at all above it, 0 to 1.
cv::Mat mouth_map(const FaceShape& shape, const JawShape& jaw, const cv::Size& size_px) {
  cv::Mat map(size_px, CV_32FC2);
  for (int y = 0; y < map.rows; ++y) {
    for (int x = 0; x < map.cols; ++x) {
      const cv::Point2f place_mm = shape.frame().mm_from_px(cv::Point2f(cv::Point(x, y)));
      const float below_px = (place_mm.y - jaw.lip.y_at(place_mm.x)) / shape.frame().mm_per_px();
      map.at<cv::Vec2f>(y, x) = {below_px, ramp(reach(jaw, place_mm.x), 1.0F, 0.96F)};
    }
  }
  return map;
}

/// 0 to 1 over three pixels around 0.
float share_above_zero(float height_px) { return ramp(height_px, -1.5F, 1.5F); }

}  // namespace

LowerJaw::LowerJaw(const FaceShape& shape, const cv::Size& size_px) {
  const JawShape jaw = jaw_shape(shape);
  const auto field = [&](float (*weight)(const JawShape&, cv::Point2f)) {
    return region_field(shape, size_px, {0.0F, 1.0F},
                        [&jaw, weight](cv::Point2f place_mm) { return weight(jaw, place_mm); });
  };
  upper_field_ = field(&upper_weight);
  lower_field_ = field(&lower_weight);
  mouth_ = mouth_map(shape, jaw, size_px);
}

cv::Mat LowerJaw::moved(const cv::Mat& picture, const cv::Mat& displacement_px, double drop_mm) const {
  const cv::Mat upper_source = source_of(displacement_px + drop_mm * upper_field_);
  cv::Mat upper = sampled(picture, upper_source);
  if (drop_mm <= 0.0) return upper;
  const cv::Mat lower_source = source_of(displacement_px + drop_mm * lower_field_);
  const cv::Mat lower = sampled(picture, lower_source);
  const cv::Mat mouth_by_upper = sampled(mouth_, upper_source);
  const cv::Mat mouth_by_lower = sampled(mouth_, lower_source);
  cv::Mat shown(picture.size(), picture.type());
  for (int y = 0; y < shown.rows; ++y) {
    for (int x = 0; x < shown.cols; ++x) {
      const auto [below_edge_px, is_mouth] = mouth_by_upper.at<cv::Vec2f>(y, x).val;
      const float is_dark = is_mouth * share_above_zero(below_edge_px + 1.0F);
      const float is_lower = share_above_zero(mouth_by_lower.at<cv::Vec2f>(y, x)[0]);
      const cv::Vec3b above = mixed(upper.at<cv::Vec3b>(y, x), mouth_colour, is_dark);
      shown.at<cv::Vec3b>(y, x) = mixed(above, lower.at<cv::Vec3b>(y, x), is_lower);
    }
  }
  return shown;
}

}  // namespace kizashi::synth
