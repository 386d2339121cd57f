// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/detector.h"

#include <gtest/gtest.h>

#include <numbers>

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

}  // namespace
}  // namespace kizashi::face::mesh
