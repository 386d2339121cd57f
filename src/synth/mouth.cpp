// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/mouth.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kizashi/synth/mouth_outline.h"
#include "kizashi/synth/moving_region.h"
#include "kizashi/synth/warp.h"

namespace kizashi::synth {

namespace {

constexpr std::size_t chin = 152;
constexpr std::size_t image_left_cheek = 234;
constexpr std::size_t image_right_cheek = 454;

/// Share of the jaw's way that the lip corners go: they hang between the two lips.
constexpr float corner_share = 0.35F;
/// Inside of an open mouth, red first.
const cv::Vec3f mouth_colour(38.0F, 14.0F, 14.0F);

struct MouthShape {
  MouthOutline outline;
  float half_face_mm;
  float chin_mm;
};

MouthShape mouth_shape(const FaceShape& shape) {
  return {MouthOutline(shape), 0.5F * (shape.point_mm(image_right_cheek).x - shape.point_mm(image_left_cheek).x),
          shape.point_mm(chin).y};
}

/// Distance from the mouth's middle in halves of the mouth's width.
float reach(const MouthShape& mouth, float x_mm) {
  return std::abs(x_mm - mouth.outline.middle_mm) / mouth.outline.half_width_mm;
}

/// Away from the mouth the jaw takes less of the face with it: to the sides, where it hangs in its joints, and down the
/// neck.
float jaw_share(const MouthShape& mouth, cv::Point2f place_mm) {
  const float aside_mm = std::abs(place_mm.x - mouth.outline.middle_mm);
  return ramp(aside_mm, 1.2F * mouth.half_face_mm, 0.55F * mouth.half_face_mm) *
         ramp(place_mm.y, mouth.chin_mm + 34.0F, mouth.chin_mm + 2.0F);
}

/// The corner's share runs out in the cheek and towards the nose.
float corner_part(const MouthShape& mouth, cv::Point2f place_mm) {
  const float above_mm = mouth.outline.lower_edge.y_at(place_mm.x) - place_mm.y;
  const float aside = ramp(reach(mouth, place_mm.x), 2.4F, 1.0F);
  return corner_share * aside * ramp(above_mm, 16.0F, 0.0F);
}

/// 1 in the middle of the mouth, 0 in its corners; an open mouth is round.
float in_lip(const MouthShape& mouth, float x_mm) {
  const float from_middle = std::min(1.0F, reach(mouth, x_mm));
  return 1.0F - from_middle * from_middle;
}

float jaw_upper_weight(const MouthShape& mouth, cv::Point2f place_mm) {
  return corner_part(mouth, place_mm) * (1.0F - in_lip(mouth, place_mm.x));
}

float jaw_lower_weight(const MouthShape& mouth, cv::Point2f place_mm) {
  const float below_mm = place_mm.y - mouth.outline.lower_edge.y_at(place_mm.x);
  const float at_edge = corner_part(mouth, place_mm);
  const float attached = std::max(in_lip(mouth, place_mm.x), ramp(below_mm, 0.0F, 22.0F));
  return at_edge + (jaw_share(mouth, place_mm) - at_edge) * attached;
}

float lips_part_upper_weight(const MouthShape& /*mouth*/, cv::Point2f /*place_mm*/) { return 0.0F; }

/// The lower lip goes down as one piece; the skin between it and the chin is pushed together.
float lips_part_lower_weight(const MouthShape& mouth, cv::Point2f place_mm) {
  const float below_red_mm = place_mm.y - mouth.outline.lower_border.y_at(place_mm.x);
  return in_lip(mouth, place_mm.x) * ramp(below_red_mm, 26.0F, 2.0F);
}

/// The red is pushed together towards the edge where the lips meet, the skin beyond it stretched.
float suck_share(const MouthShape& mouth, float x_mm, float beyond_edge_mm, float red_mm) {
  return in_lip(mouth, x_mm) * ramp(beyond_edge_mm, 0.0F, red_mm) * ramp(beyond_edge_mm, red_mm + 14.0F, red_mm + 1.0F);
}

float suck_upper_weight(const MouthShape& mouth, cv::Point2f place_mm) {
  const float edge_mm = mouth.outline.upper_edge.y_at(place_mm.x);
  return suck_share(mouth, place_mm.x, edge_mm - place_mm.y, edge_mm - mouth.outline.upper_border.y_at(place_mm.x));
}

float suck_lower_weight(const MouthShape& mouth, cv::Point2f place_mm) {
  const float edge_mm = mouth.outline.lower_edge.y_at(place_mm.x);
  return -suck_share(mouth, place_mm.x, place_mm.y - edge_mm, mouth.outline.lower_border.y_at(place_mm.x) - edge_mm);
}

/// Height below the lower lip's inner edge in pixels, and whether there is a mouth at all above it, 0 to 1.
cv::Mat mouth_map(const FaceShape& shape, const MouthShape& mouth, const cv::Size& size_px) {
  cv::Mat map(size_px, CV_32FC2);
  for (int y = 0; y < map.rows; ++y) {
    for (int x = 0; x < map.cols; ++x) {
      const cv::Point2f place_mm = shape.frame().mm_from_px(cv::Point2f(cv::Point(x, y)));
      const float below_px = (place_mm.y - mouth.outline.lower_edge.y_at(place_mm.x)) / shape.frame().mm_per_px();
      map.at<cv::Vec2f>(y, x) = {below_px, ramp(reach(mouth, place_mm.x), 1.0F, 0.96F)};
    }
  }
  return map;
}

/// 0 to 1 over three pixels around 0.
float share_above_zero(float height_px) { return ramp(height_px, -1.5F, 1.5F); }

using PlaceWeight = float (*)(const MouthShape&, cv::Point2f);
/// In the order of MouthOpening.
constexpr std::array<PlaceWeight, 3> upper_weights{&jaw_upper_weight, &lips_part_upper_weight, &suck_upper_weight};
constexpr std::array<PlaceWeight, 3> lower_weights{&jaw_lower_weight, &lips_part_lower_weight, &suck_lower_weight};

cv::Mat sum_of(const std::array<cv::Mat, 3>& fields, const MouthOpening& opening) {
  return opening.jaw_drop_mm * fields[0] + opening.lips_part_mm * fields[1] + opening.lip_suck_mm * fields[2];
}

bool is_still(const MouthOpening& opening) {
  return opening.jaw_drop_mm <= 0.0 && opening.lips_part_mm <= 0.0 && opening.lip_suck_mm <= 0.0;
}

}  // namespace

Mouth::Mouth(const FaceShape& shape, const cv::Size& size_px) {
  const MouthShape mouth = mouth_shape(shape);
  const auto field = [&](PlaceWeight weight) {
    return region_field(shape, size_px, {0.0F, 1.0F},
                        [&mouth, weight](cv::Point2f place_mm) { return weight(mouth, place_mm); });
  };
  std::transform(upper_weights.begin(), upper_weights.end(), upper_fields_.begin(), field);
  std::transform(lower_weights.begin(), lower_weights.end(), lower_fields_.begin(), field);
  mouth_ = mouth_map(shape, mouth, size_px);
}

cv::Mat Mouth::moved(const cv::Mat& picture, const cv::Mat& displacement_px, const MouthOpening& opening) const {
  if (is_still(opening)) return sampled(picture, source_of(displacement_px));
  const cv::Mat upper_source = source_of(displacement_px + sum_of(upper_fields_, opening));
  const cv::Mat upper = sampled(picture, upper_source);
  const cv::Mat lower_source = source_of(displacement_px + sum_of(lower_fields_, opening));
  const cv::Mat lower = sampled(picture, lower_source);
  const auto gap = static_cast<float>(std::clamp(opening.jaw_drop_mm + opening.lips_part_mm, 0.0, 1.0));
  const cv::Mat mouth_by_upper = sampled(mouth_, upper_source);
  const cv::Mat mouth_by_lower = sampled(mouth_, lower_source);
  cv::Mat shown(picture.size(), picture.type());
  for (int y = 0; y < shown.rows; ++y) {
    for (int x = 0; x < shown.cols; ++x) {
      const auto [below_edge_px, is_mouth] = mouth_by_upper.at<cv::Vec2f>(y, x).val;
      const float is_dark = gap * is_mouth * share_above_zero(below_edge_px);
      const float is_lower = share_above_zero(mouth_by_lower.at<cv::Vec2f>(y, x)[0]);
      const cv::Vec3b above = mixed(upper.at<cv::Vec3b>(y, x), mouth_colour, is_dark);
      shown.at<cv::Vec3b>(y, x) = mixed(above, lower.at<cv::Vec3b>(y, x), is_lower);
    }
  }
  return shown;
}

}  // namespace kizashi::synth
