// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/moving_region.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kizashi::synth {

namespace {

/// Mesh points, left and right in the picture.
struct Pair {
  std::size_t left;
  std::size_t right;
  [[nodiscard]] std::size_t of(PictureSide side) const { return side == PictureSide::left ? left : right; }
};
constexpr Pair brow_lower_edge{52, 282};
constexpr Pair brow_upper_edge{105, 334};
constexpr Pair brow_outer_end{46, 276};
constexpr Pair upper_lid{159, 386};
constexpr Pair lip_corner{61, 291};
constexpr Pair cheek_bone{117, 346};

/// Share that belongs to one side of the middle line; both sides add up to 1.
float side_share(float x_mm, PictureSide side) {
  constexpr float half_width_mm = 8.0F;
  return side == PictureSide::left ? ramp(x_mm, half_width_mm, -half_width_mm)
                                   : ramp(x_mm, -half_width_mm, half_width_mm);
}

/// Distance from the middle line, positive on the side asked for.
float outwards_mm(float x_mm, PictureSide side) { return side == PictureSide::left ? -x_mm : x_mm; }

}  // namespace

cv::Mat region_field(const FaceShape& shape, const cv::Size& size_px, cv::Point2f step_mm, const Weight& weight) {
  const cv::Point2f step_px = shape.frame().px_from_mm_step(step_mm);
  cv::Mat field(size_px, CV_32FC2);
  for (int y = 0; y < field.rows; ++y) {
    for (int x = 0; x < field.cols; ++x) {
      const float share = weight(shape.frame().mm_from_px(cv::Point2f(static_cast<float>(x), static_cast<float>(y))));
      field.at<cv::Vec2f>(y, x) = {share * step_px.x, share * step_px.y};
    }
  }
  return field;
}

cv::Mat brow_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const float lid_mm = shape.point_mm(upper_lid.of(side)).y;
  const float brow_foot_mm = shape.point_mm(brow_lower_edge.of(side)).y;
  const float brow_top_mm = shape.point_mm(brow_upper_edge.of(side)).y;
  const float brow_end_mm = outwards_mm(shape.point_mm(brow_outer_end.of(side)).x, side);
  // The skin between lid and brow stretches, the forehead is pushed together below the hair: a fringe that goes up with
  // the brow hides half of the movement from the landmarks.
  return region_field(shape, size_px, {0.0F, -1.0F}, [=](cv::Point2f place_mm) {
    const float below = ramp(place_mm.y, lid_mm, brow_foot_mm);
    const float above = ramp(place_mm.y, brow_top_mm - 20.0F, brow_top_mm - 3.0F);
    const float beside = ramp(outwards_mm(place_mm.x, side), brow_end_mm + 22.0F, brow_end_mm + 4.0F);
    return below * above * beside * side_share(place_mm.x, side);
  });
}

cv::Mat lip_corner_pull_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const cv::Point2f corner_mm = shape.point_mm(lip_corner.of(side));
  const cv::Point2f along_mm = shape.point_mm(cheek_bone.of(side)) - corner_mm;
  const float corner_out_mm = outwards_mm(corner_mm.x, side);
  return region_field(shape, size_px, along_mm / std::hypot(along_mm.x, along_mm.y), [=](cv::Point2f place_mm) {
    const float out_mm = outwards_mm(place_mm.x, side);
    const float down_mm = place_mm.y - corner_mm.y;
    const float from_middle = ramp(out_mm, 0.0F, corner_out_mm);
    const float to_ear = ramp(out_mm, corner_out_mm + 32.0F, corner_out_mm + 6.0F);
    const float to_eye = ramp(down_mm, -32.0F, -7.0F);
    const float to_chin = ramp(down_mm, 30.0F, 7.0F);
    return from_middle * to_ear * to_eye * to_chin;
  });
}

}  // namespace kizashi::synth
