// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/brow_region.h"

#include "kizashi/synth/test_field.h"

namespace kizashi::synth {
namespace {

class BrowRegionTest : public FieldTest {};

TEST_F(BrowRegionTest, TheBrowGoesUpAsOnePiece) {
  const cv::Mat left = brow_raise_field(shape_, size_px_, PictureSide::left);
  for (const std::size_t idx : {52U, 105U}) {
    EXPECT_NEAR(step_at(left, idx).x, 0.0F, rounding_px);
    EXPECT_NEAR(step_at(left, idx).y, -one_mm_px, rounding_px);
  }
}

TEST_F(BrowRegionTest, TheBrowLeavesTheRestOfTheFaceAlone) {
  const cv::Mat left = brow_raise_field(shape_, size_px_, PictureSide::left);
  for (const std::size_t idx : {133U, 145U, 61U, 291U, 152U, 282U, 334U}) {
    EXPECT_NEAR(step_at(left, idx).y, 0.0F, rounding_px) << "point " << idx;
  }
}

TEST_F(BrowRegionTest, BothBrowsTogetherMoveTheMiddleToo) {
  const cv::Mat both =
      brow_raise_field(shape_, size_px_, PictureSide::left) + brow_raise_field(shape_, size_px_, PictureSide::right);
  EXPECT_NEAR(step_at(both, cv::Point2f(0.0F, -20.0F)).y, -one_mm_px, rounding_px);
}

TEST_F(BrowRegionTest, EachHalfLeavesTheOtherEndAlone) {
  const cv::Mat inner = brow_inner_raise_field(shape_, size_px_, PictureSide::left);
  const cv::Mat outer = brow_outer_raise_field(shape_, size_px_, PictureSide::left);
  EXPECT_NEAR(step_at(inner, 55).y, -one_mm_px, rounding_px);
  EXPECT_NEAR(step_at(outer, 55).y, 0.0F, rounding_px);
  EXPECT_NEAR(step_at(outer, 105).y, -one_mm_px, rounding_px);
  EXPECT_NEAR(step_at(inner, 46).y, 0.0F, rounding_px);
}

TEST_F(BrowRegionTest, LoweredBrowsGoDownAndTogether) {
  const cv::Mat left = brow_lower_field(shape_, size_px_, PictureSide::left);
  const cv::Mat right = brow_lower_field(shape_, size_px_, PictureSide::right);
  for (const auto& [idx, field] : {std::pair<std::size_t, const cv::Mat&>{55, left}, {285, right}}) {
    EXPECT_GT(step_at(field, idx).y, 0.5F * one_mm_px);
    EXPECT_LT(step_at(field, idx).x * shape_.point_mm(idx).x, 0.0F) << "away from the middle at point " << idx;
  }
}

}  // namespace
}  // namespace kizashi::synth
