// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/detector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numbers>
#include <utility>

namespace kizashi::face::mesh {
namespace {

Detection box(float x_px, float y_px, float side_px, float score) {
  Detection detection{{x_px, y_px}, {side_px, side_px}, {}, score};
  detection.keypoints_px.fill(detection.centre_px);
  return detection;
}

TEST(MergeOverlapping, AveragesByScoreAndKeepsTheBestScore) {
  const auto merged = merge_overlapping({box(100, 100, 50, 0.6F), box(104, 100, 50, 0.9F)}, 0.5F);
  ASSERT_EQ(merged.size(), 1U);
  EXPECT_FLOAT_EQ(merged[0].score, 0.9F);
  EXPECT_NEAR(merged[0].centre_px.x(), (100 * 0.6 + 104 * 0.9) / 1.5, 1e-3);
}

TEST(MergeOverlapping, KeepsFacesApartBestFirst) {
  const auto merged = merge_overlapping({box(100, 100, 50, 0.6F), box(300, 100, 50, 0.9F)}, 0.5F);
  ASSERT_EQ(merged.size(), 2U);
  EXPECT_FLOAT_EQ(merged[0].score, 0.9F);
}

TEST(MergeOverlapping, EndsOnBoxesWithoutArea) {
  EXPECT_LE(merge_overlapping({box(1, 1, 0, 0.9F), box(1, 1, 0, 0.8F)}, 0.5F).size(), 1U);
}

TEST(RegionOfDetection, IsOneAndAHalfTimesTheBoxAndLevelsTheEyes) {
  Detection detection = box(100, 100, 40, 0.9F);
  detection.keypoints_px[0] = {90, 90};
  detection.keypoints_px[1] = {110, 110};
  const FaceRegion region = region_of(detection);
  EXPECT_FLOAT_EQ(region.size_px, 60.0F);
  EXPECT_NEAR(region.angle_rad, std::numbers::pi / 4, 1e-6);
}

TEST(CoveringSquares, LeaveNoPartOfTheFrameOut) {
  for (const auto& [width_px, height_px] :
       {std::pair{640, 480}, {480, 640}, {1920, 1080}, {7680, 4320}, {100, 100}, {1, 1}}) {
    const auto squares = covering_squares(width_px, height_px);
    EXPECT_LE(squares.size(), 20U);
    for (int step = 0; step <= 100; ++step) {
      const float x = static_cast<float>(width_px * step) / 100;
      const float y = static_cast<float>(height_px * (step * 37 % 101)) / 100;
      const bool covered = std::any_of(squares.begin(), squares.end(), [&](const FaceRegion& square) {
        return (square.centre_px - Eigen::Vector2f(x, y)).cwiseAbs().maxCoeff() <= square.size_px / 2 + 0.01F;
      });
      EXPECT_TRUE(covered) << x << ", " << y << " of " << width_px << " x " << height_px;
    }
  }
}

TEST(CoveringSquares, OfAThinFrameAreFew) { EXPECT_LE(covering_squares(3, 2000).size(), 8U); }

}  // namespace
}  // namespace kizashi::face::mesh
