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

/// Where a movement of the brow runs out: below it towards the eye and above it in the forehead.
struct Reach {
  float below_none_mm;
  float below_all_mm;
  float above_all_mm;
  float above_none_mm;
};

/// The skin between lid and brow stretches; the forehead is pushed together below the hair, since a fringe that goes up
/// with the brow hides half of the movement from the landmarks.
Reach raising_reach(const Brow& brow) {
  return {brow.lid_mm - 1.0F, brow.lid_mm - 6.0F, brow.top_mm - 3.0F, brow.top_mm - 20.0F};
}

/// A raised inner end takes the fold of the upper lid with it.
Reach inner_raising_reach(const Brow& brow) {
  return {brow.lid_mm + 1.0F, brow.lid_mm - 4.0F, brow.top_mm - 1.0F, brow.top_mm - 14.0F};
}

/// The skin between brow and lid is pushed together, the forehead stretched.
Reach lowering_reach(const Brow& brow) {
  return {brow.lid_mm + 1.0F, brow.foot_mm, brow.top_mm - 1.0F, brow.top_mm - 12.0F};
}

float brow_share(const Brow& brow, const Reach& reach, cv::Point2f place_mm) {
  const float below = ramp(place_mm.y, reach.below_none_mm, reach.below_all_mm);
  const float above = ramp(place_mm.y, reach.above_none_mm, reach.above_all_mm);
  const float beside = ramp(outwards_mm(place_mm.x, brow.side), brow.outer_end_mm + 22.0F, brow.outer_end_mm + 4.0F);
  return below * above * beside * side_share(place_mm.x, brow.side);
}

/// 0 from the brow's inner end to a share of its length, 1 from another share outwards.
float outer_share(const Brow& brow, cv::Point2f place_mm, float none, float all) {
  const float length_mm = brow.outer_end_mm - brow.inner_end_mm;
  return ramp(outwards_mm(place_mm.x, brow.side), brow.inner_end_mm + none * length_mm,
              brow.inner_end_mm + all * length_mm);
}

/// The skin that the brow takes towards the middle is folded between the brows.
float gathered_share(const Brow& brow, cv::Point2f place_mm) {
  return ramp(outwards_mm(place_mm.x, brow.side), 0.0F, 0.8F * brow.inner_end_mm) *
         (1.0F - outer_share(brow, place_mm, 0.15F, 0.6F));
}

}  // namespace

cv::Mat brow_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const Brow brow = brow_of(shape, side);
  const Reach reach = raising_reach(brow);
  return region_field(shape, size_px, {0.0F, -1.0F}, [=](cv::Point2f at_mm) { return brow_share(brow, reach, at_mm); });
}

cv::Mat brow_inner_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const Brow brow = brow_of(shape, side);
  const Reach reach = inner_raising_reach(brow);
  return region_field(shape, size_px, {0.0F, -1.0F}, [=](cv::Point2f at_mm) {
    return brow_share(brow, reach, at_mm) * (1.0F - outer_share(brow, at_mm, 0.3F, 0.75F));
  });
}

cv::Mat brow_outer_raise_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const Brow brow = brow_of(shape, side);
  const Reach reach = raising_reach(brow);
  return region_field(shape, size_px, {0.0F, -1.0F}, [=](cv::Point2f at_mm) {
    return brow_share(brow, reach, at_mm) * outer_share(brow, at_mm, 0.15F, 0.6F);
  });
}

cv::Mat brow_lower_field(const FaceShape& shape, const cv::Size& size_px, PictureSide side) {
  const Brow brow = brow_of(shape, side);
  const Reach reach = lowering_reach(brow);
  const cv::Mat down =
      region_field(shape, size_px, {0.0F, 1.0F}, [=](cv::Point2f at_mm) { return brow_share(brow, reach, at_mm); });
  const cv::Mat inwards = region_field(shape, size_px, step_towards(side, -0.4F, 0.0F), [=](cv::Point2f at_mm) {
    return brow_share(brow, reach, at_mm) * gathered_share(brow, at_mm);
  });
  return down + inwards;
}

}  // namespace kizashi::synth
