// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/eye_region.h"

#include "kizashi/synth/eye_outline.h"

namespace kizashi::synth {

namespace {

constexpr MeshPair upper_lid{159, 386};
constexpr MeshPair lower_lid{145, 374};
constexpr MeshPair iris_centre{468, 473};
constexpr MeshPair brow_lower_edge{52, 282};
constexpr MeshPair cheek_bone{117, 346};

/// 1 over an eye, 0 beyond its corners by so much; `margin` is the share of its width over which it falls within.
float over_eye(const EyeOutline& eye, float x_mm, float beside_mm, float margin) {
  const float left_mm = eye.upper.left_mm();
  const float right_mm = eye.upper.right_mm();
  const float margin_mm = margin * (right_mm - left_mm);
  return ramp(x_mm, left_mm - beside_mm, left_mm + margin_mm) * ramp(x_mm, right_mm + beside_mm, right_mm - margin_mm);
}

}  // namespace

cv::Mat lid_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const EyeOutline eye(shape, side);
  const float lid_mm = shape.point_mm(upper_lid.of(side)).y;
  const float brow_mm = shape.point_mm(brow_lower_edge.of(side)).y;
  return region_field(shape, size_px, {0.0F, -1.0F}, [&](cv::Point2f place_mm) {
    const float under_lid_mm = place_mm.y - eye.upper.y_at(place_mm.x);
    const float below = ramp(under_lid_mm, 3.5F, 1.0F);
    const float above = ramp(place_mm.y, brow_mm + 1.0F, 0.8F * lid_mm + 0.2F * brow_mm);
    return below * above * over_eye(eye, place_mm.x, 4.0F, 0.1F);
  });
}

cv::Mat lower_lid_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const EyeOutline eye(shape, side);
  const float pupil_mm = shape.point_mm(iris_centre.of(side)).y;
  const float lid_mm = shape.point_mm(lower_lid.of(side)).y;
  return region_field(shape, size_px, {0.0F, -1.0F}, [&](cv::Point2f place_mm) {
    const float above = ramp(place_mm.y, pupil_mm, lid_mm - 0.5F);
    const float below = ramp(place_mm.y, lid_mm + 18.0F, lid_mm + 6.0F);
    return above * below * over_eye(eye, place_mm.x, 4.0F, 0.2F);
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
    return above * below * over_eye(eye, place_mm.x, 10.0F, 0.2F);
  });
}

}  // namespace kizashi::synth
