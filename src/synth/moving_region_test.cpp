// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/moving_region.h"

#include "kizashi/synth/test_field.h"

namespace kizashi::synth {
namespace {

class MovingRegionTest : public FieldTest {};

TEST_F(MovingRegionTest, AFieldHasTheStepWhereTheWeightIsOneAndNothingWhereItIsZero) {
  const cv::Mat field = region_field(shape_, size_px_, {1.0F, -2.0F},
                                     [](cv::Point2f place_mm) { return place_mm.y < 30.0F ? 1.0F : 0.0F; });
  EXPECT_NEAR(step_at(field, cv::Point2f(10.0F, 0.0F)).x, one_mm_px, rounding_px);
  EXPECT_NEAR(step_at(field, cv::Point2f(10.0F, 0.0F)).y, -2.0F * one_mm_px, rounding_px);
  EXPECT_NEAR(step_at(field, cv::Point2f(10.0F, 60.0F)).x, 0.0F, rounding_px);
}

TEST(Sides, OutwardsLeadsAwayFromTheMiddle) {
  EXPECT_FLOAT_EQ(step_towards(PictureSide::left, 2.0F, 3.0F).x, -2.0F);
  EXPECT_FLOAT_EQ(step_towards(PictureSide::right, 2.0F, 3.0F).x, 2.0F);
  EXPECT_FLOAT_EQ(outwards_mm(-5.0F, PictureSide::left), 5.0F);
}

TEST(Sides, ShareEveryPlace) {
  for (const float x_mm : {-20.0F, -3.0F, 0.0F, 6.0F, 9.0F}) {
    EXPECT_NEAR(side_share(x_mm, PictureSide::left) + side_share(x_mm, PictureSide::right), 1.0F, 1e-6F) << x_mm;
  }
  EXPECT_FLOAT_EQ(side_share(-20.0F, PictureSide::left), 1.0F);
}

}  // namespace
}  // namespace kizashi::synth
