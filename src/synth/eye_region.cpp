// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/eye_region.h"

#include "kizashi/synth/eye_outline.h"

namespace kizashi::synth {

namespace {

constexpr MeshPair lower_lid{145, 374};
constexpr MeshPair iris_centre{468, 473};
constexpr MeshPair cheek_bone{117, 346};

/// 1 over an eye, 0 beyond its corners by so much.
float over_eye(const EyeOutline& eye, float x_mm, float beside_mm) {
  const float left_mm = eye.upper.left_mm();
  const float right_mm = eye.upper.right_mm();
  const float margin_mm = 0.2F * (right_mm - left_mm);
  return ramp(x_mm, left_mm - beside_mm, left_mm + margin_mm) * ramp(x_mm, right_mm + beside_mm, right_mm - margin_mm);
}

}  // namespace

cv::Mat lower_lid_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const EyeOutline eye(shape, side);
  const float pupil_mm = shape.point_mm(iris_centre.of(side)).y;
  const float lid_mm = shape.point_mm(lower_lid.of(side)).y;
  return region_field(shape, size_px, {0.0F, -1.0F}, [&](cv::Point2f place_mm) {
    const float above = ramp(place_mm.y, pupil_mm, lid_mm - 0.5F);
    const float below = ramp(place_mm.y, lid_mm + 18.0F, lid_mm + 6.0F);
    return above * below * over_eye(eye, place_mm.x, 4.0F);
  });
}

cv::Mat cheek_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const EyeOutline eye(shape, side);
  const float pupil_mm = shape.point_mm(iris_centre.of(side)).y;
  const float lid_mm = shape.point_mm(lower_lid.of(side)).y;
  const float cheek_mm = shape.point_mm(cheek_bone.of(side)).y;
  return region_field(shape, size_px, {0.0F, -1.0F}, [&](cv::Point2f place_mm) {
    const float above = ramp(place_mm.y, pupil_mm, lid_mm + 1.0F);
    const float below = ramp(place_mm.y, cheek_mm + 30.0F, cheek_mm + 8.0F);
    return above * below * over_eye(eye, place_mm.x, 10.0F);
  });
}

}  // namespace kizashi::synth
