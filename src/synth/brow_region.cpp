// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/brow_region.h"

namespace kizashi::synth {

namespace {

constexpr MeshPair brow_lower_edge{52, 282};
constexpr MeshPair brow_upper_edge{105, 334};
constexpr MeshPair brow_outer_end{46, 276};
constexpr MeshPair brow_inner_end{55, 285};
constexpr MeshPair upper_lid{159, 386};

/// Where the brow of one side begins and ends.
struct Brow {
  PictureSide side;
  float lid_mm;
  float foot_mm;
  float top_mm;
  float inner_end_mm;
  float outer_end_mm;
};

Brow brow_of(const FaceShape& shape, PictureSide side) {
  return {side,
          shape.point_mm(upper_lid.of(side)).y,
          shape.point_mm(brow_lower_edge.of(side)).y,
          shape.point_mm(brow_upper_edge.of(side)).y,
          outwards_mm(shape.point_mm(brow_inner_end.of(side)).x, side),
          outwards_mm(shape.point_mm(brow_outer_end.of(side)).x, side)};
}

/// The skin between lid and brow stretches, the forehead is pushed together below the hair: a fringe that goes up with
/// the brow hides half of the movement from the landmarks.
float brow_share(const Brow& brow, cv::Point2f place_mm) {
  const float below = ramp(place_mm.y, brow.lid_mm, brow.foot_mm);
  const float above = ramp(place_mm.y, brow.top_mm - 20.0F, brow.top_mm - 3.0F);
  const float beside = ramp(outwards_mm(place_mm.x, brow.side), brow.outer_end_mm + 22.0F, brow.outer_end_mm + 4.0F);
  return below * above * beside * side_share(place_mm.x, brow.side);
}

/// Share of the brow's outer half: 0 at its inner end, 1 from its middle outwards.
float outer_share(const Brow& brow, cv::Point2f place_mm) {
  const float length_mm = brow.outer_end_mm - brow.inner_end_mm;
  return ramp(outwards_mm(place_mm.x, brow.side), brow.inner_end_mm + 0.15F * length_mm,
              brow.inner_end_mm + 0.6F * length_mm);
}

/// The skin that the brow takes towards the middle is folded between the brows.
float gathered_share(const Brow& brow, cv::Point2f place_mm) {
  return ramp(outwards_mm(place_mm.x, brow.side), 0.0F, 0.8F * brow.inner_end_mm) *
         (1.0F - outer_share(brow, place_mm));
}

}  // namespace

cv::Mat brow_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const Brow brow = brow_of(shape, side);
  return region_field(shape, size_px, {0.0F, -1.0F}, [=](cv::Point2f at_mm) { return brow_share(brow, at_mm); });
}

cv::Mat brow_inner_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const Brow brow = brow_of(shape, side);
  return region_field(shape, size_px, {0.0F, -1.0F},
                      [=](cv::Point2f at_mm) { return brow_share(brow, at_mm) * (1.0F - outer_share(brow, at_mm)); });
}

cv::Mat brow_outer_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const Brow brow = brow_of(shape, side);
  return region_field(shape, size_px, {0.0F, -1.0F},
                      [=](cv::Point2f at_mm) { return brow_share(brow, at_mm) * outer_share(brow, at_mm); });
}

cv::Mat brow_lower_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const Brow brow = brow_of(shape, side);
  const cv::Mat down =
      region_field(shape, size_px, {0.0F, 1.0F}, [=](cv::Point2f at_mm) { return brow_share(brow, at_mm); });
  const cv::Mat inwards = region_field(shape, size_px, step_towards(side, -0.6F, 0.0F), [=](cv::Point2f at_mm) {
    return brow_share(brow, at_mm) * gathered_share(brow, at_mm);
  });
  return down + inwards;
}

}  // namespace kizashi::synth
