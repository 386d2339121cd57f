// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/lip_corner_region.h"

#include <cmath>

#include "kizashi/synth/mouth_outline.h"

namespace kizashi::synth {

namespace {

constexpr MeshPair lip_corner{61, 291};

/// How far around a lip corner the skin goes with it: all of it up to the first distance, none from the second on.
struct Reach {
  float ear_all_mm;
  float ear_none_mm;
  float eye_all_mm;
  float eye_none_mm;
  float chin_all_mm;
  float chin_none_mm;
};

/// The lower lip goes down a little with stretched and depressed corners, or the landmarks take the flattened lip for a
/// raised chin.
cv::Mat lower_lip_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const MouthOutline mouth(shape);
  return region_field(shape, size_px, {0.0F, 1.0F}, [&](cv::Point2f place_mm) {
    const float below_edge_mm = place_mm.y - mouth.upper_edge.y_at(mouth.middle_mm);
    const float below_red_mm = place_mm.y - mouth.lower_border.y_at(mouth.middle_mm);
    const float aside = std::abs(place_mm.x - mouth.middle_mm) / mouth.half_width_mm;
    return ramp(below_edge_mm, -1.0F, 1.0F) * ramp(below_red_mm, 24.0F, 4.0F) * ramp(aside, 1.5F, 0.6F) *
           side_share(place_mm.x, side);
  });
}

Weight around_corner(const FaceShape& shape, PictureSide side, const Reach& reach) {
  const cv::Point2f corner_mm = shape.point_mm(lip_corner.of(side));
  const float corner_out_mm = outwards_mm(corner_mm.x, side);
  return [=](cv::Point2f place_mm) {
    const float out_mm = outwards_mm(place_mm.x, side);
    const float down_mm = place_mm.y - corner_mm.y;
    const float from_middle = ramp(out_mm, 0.0F, corner_out_mm);
    const float to_ear = ramp(out_mm - corner_out_mm, reach.ear_none_mm, reach.ear_all_mm);
    const float to_eye = ramp(-down_mm, reach.eye_none_mm, reach.eye_all_mm);
    const float to_chin = ramp(down_mm, reach.chin_none_mm, reach.chin_all_mm);
    return from_middle * to_ear * to_eye * to_chin;
  };
}

}  // namespace

cv::Mat lip_corner_pull_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const Reach reach{6.0F, 32.0F, 7.0F, 32.0F, 7.0F, 30.0F};
  return region_field(shape, size_px, step_towards(side, 0.45F, -0.893F), around_corner(shape, side, reach));
}

cv::Mat lip_corner_depress_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const Reach reach{8.0F, 32.0F, 6.0F, 30.0F, 12.0F, 40.0F};
  const cv::Mat corner =
      region_field(shape, size_px, step_towards(side, 0.33F, 0.94F), around_corner(shape, side, reach));
  return corner + 0.1 * lower_lip_field(shape, size_px, side);
}

cv::Mat lip_stretch_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const Reach reach{6.0F, 32.0F, 8.0F, 28.0F, 12.0F, 34.0F};
  const cv::Mat corner =
      region_field(shape, size_px, step_towards(side, 1.0F, 0.1F), around_corner(shape, side, reach));
  return corner + 0.2 * lower_lip_field(shape, size_px, side);
}

}  // namespace kizashi::synth
