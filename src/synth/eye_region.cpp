// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/eye_region.h"

namespace kizashi::synth {

namespace {

constexpr MeshPair outer_corner{33, 263};
constexpr MeshPair inner_corner{133, 362};
constexpr MeshPair upper_lid{159, 386};
constexpr MeshPair lower_lid{145, 374};
constexpr MeshPair iris_centre{468, 473};
constexpr MeshPair brow_lower_edge{52, 282};
constexpr MeshPair cheek_bone{117, 346};

/// 1 over an eye, 0 beyond its corners by so much.
float over_eye(const FaceShape& shape, PictureSide side, float x_mm, float beside_mm) {
  const float inner_mm = outwards_mm(shape.point_mm(inner_corner.of(side)).x, side);
  const float outer_mm = outwards_mm(shape.point_mm(outer_corner.of(side)).x, side);
  const float out_mm = outwards_mm(x_mm, side);
  const float margin_mm = 0.2F * (outer_mm - inner_mm);
  return ramp(out_mm, inner_mm - beside_mm, inner_mm + margin_mm) *
         ramp(out_mm, outer_mm + beside_mm, outer_mm - margin_mm);
}

}  // namespace

cv::Mat lid_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const float pupil_mm = shape.point_mm(iris_centre.of(side)).y;
  const float lid_mm = shape.point_mm(upper_lid.of(side)).y;
  const float brow_mm = shape.point_mm(brow_lower_edge.of(side)).y;
  return region_field(shape, size_px, {0.0F, -1.0F}, [&](cv::Point2f place_mm) {
    const float below = ramp(place_mm.y, pupil_mm, lid_mm + 0.5F);
    const float above = ramp(place_mm.y, brow_mm - 1.0F, 0.6F * lid_mm + 0.4F * brow_mm);
    return below * above * over_eye(shape, side, place_mm.x, 2.0F);
  });
}

cv::Mat lower_lid_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const float pupil_mm = shape.point_mm(iris_centre.of(side)).y;
  const float lid_mm = shape.point_mm(lower_lid.of(side)).y;
  return region_field(shape, size_px, {0.0F, -1.0F}, [&](cv::Point2f place_mm) {
    const float above = ramp(place_mm.y, pupil_mm, lid_mm - 0.5F);
    const float below = ramp(place_mm.y, lid_mm + 18.0F, lid_mm + 6.0F);
    return above * below * over_eye(shape, side, place_mm.x, 4.0F);
  });
}

cv::Mat cheek_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const float pupil_mm = shape.point_mm(iris_centre.of(side)).y;
  const float lid_mm = shape.point_mm(lower_lid.of(side)).y;
  const float cheek_mm = shape.point_mm(cheek_bone.of(side)).y;
  return region_field(shape, size_px, {0.0F, -1.0F}, [&](cv::Point2f place_mm) {
    const float above = ramp(place_mm.y, pupil_mm, lid_mm + 1.0F);
    const float below = ramp(place_mm.y, cheek_mm + 30.0F, cheek_mm + 8.0F);
    return above * below * over_eye(shape, side, place_mm.x, 10.0F);
  });
}

}  // namespace kizashi::synth
