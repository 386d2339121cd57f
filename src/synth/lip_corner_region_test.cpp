// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/lip_corner_region.h"

#include "kizashi/synth/test_field.h"

namespace kizashi::synth {
namespace {

class LipCornerRegionTest : public FieldTest {};

TEST_F(LipCornerRegionTest, TheLipCornerGoesOutAndUpByOneMillimetre) {
  for (const PictureSide side : {PictureSide::left, PictureSide::right}) {
    const cv::Mat field = lip_corner_pull_field(shape_, size_px_, side);
    const cv::Point2f step = step_at(field, side == PictureSide::left ? 61 : 291);
    EXPECT_NEAR(std::hypot(step.x, step.y), one_mm_px, rounding_px);
    EXPECT_LT(step.y, 0.0F);
    EXPECT_GT(side == PictureSide::left ? -step.x : step.x, 0.0F);
  }
}

TEST_F(LipCornerRegionTest, TheLipCornerLeavesEyesChinAndTheOtherSideAlone) {
  const cv::Mat field = lip_corner_pull_field(shape_, size_px_, PictureSide::left);
  for (const std::size_t idx : {145U, 52U, 152U, 291U, 308U, 14U}) {
    EXPECT_NEAR(std::hypot(step_at(field, idx).x, step_at(field, idx).y), 0.0F, rounding_px) << "point " << idx;
  }
}

TEST_F(LipCornerRegionTest, ADepressedCornerGoesDownMoreThanOutwards) {
  for (const PictureSide side : {PictureSide::left, PictureSide::right}) {
    const std::size_t corner = side == PictureSide::left ? 61 : 291;
    const cv::Point2f step = step_at(lip_corner_depress_field(shape_, size_px_, side), corner);
    EXPECT_NEAR(std::hypot(step.x, step.y), one_mm_px, 0.1F * one_mm_px);
    EXPECT_GT(step.y, 2.0F * outwards_mm(step.x, side));
    EXPECT_GT(outwards_mm(step.x, side), 0.0F);
  }
}

TEST_F(LipCornerRegionTest, AStretchedCornerGoesOutwards) {
  for (const PictureSide side : {PictureSide::left, PictureSide::right}) {
    const std::size_t corner = side == PictureSide::left ? 61 : 291;
    const cv::Point2f step = step_at(lip_stretch_field(shape_, size_px_, side), corner);
    EXPECT_NEAR(outwards_mm(step.x, side), one_mm_px, rounding_px);
    EXPECT_LT(std::abs(step.y), 0.3F * one_mm_px);
  }
}

}  // namespace
}  // namespace kizashi::synth
