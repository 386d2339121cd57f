// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/region.h"

#include <gtest/gtest.h>

#include <numbers>

namespace kizashi::face {
namespace {

constexpr float tolerance_px = 1e-4F;

TEST(FaceRegion, ItsMiddleIsItsCentre) {
  const FaceRegion region{{30, 40}, 20, 0.7F};
  EXPECT_LT((frame_from_region(region, {0.5F, 0.5F}) - region.centre_px).norm(), tolerance_px);
}

TEST(FaceRegion, AQuarterTurnTakesRightToDown) {
  const FaceRegion region{{0, 0}, 10, std::numbers::pi_v<float> / 2};
  EXPECT_LT((frame_from_region(region, {1.0F, 0.5F}) - Eigen::Vector2f(0, 5)).norm(), tolerance_px);
}

TEST(Overlap, IsOneWithItselfAndNothingApart) {
  const FaceRegion region{{30, 40}, 20, 0};
  EXPECT_FLOAT_EQ(overlap(region, region), 1.0F);
  EXPECT_FLOAT_EQ(overlap(region, {{80, 40}, 20, 0}), 0.0F);
}

TEST(Overlap, OfASquareInsideAnotherIsTheirAreasRatio) {
  EXPECT_FLOAT_EQ(overlap({{0, 0}, 20, 0}, {{2, 3}, 10, 0}), 0.25F);
}

}  // namespace
}  // namespace kizashi::face
