// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/triangle.h"

#include <gtest/gtest.h>

namespace kizashi::synth {
namespace {

constexpr double tolerance = 1e-4;

TEST(FillTriangle, CoversItsPixelsAndInterpolates) {
  cv::Mat seen = cv::Mat::zeros(8, 8, CV_8UC1);
  fill_triangle({TriangleCorner{{1, 1}, {1, 1, 0}}, {{5, 1}, {5, 1, 0}}, {{1, 5}, {1, 5, 0}}}, seen.size(),
                [&](cv::Point place, const cv::Vec3f& value) {
                  seen.at<std::uint8_t>(place) += 1;
                  EXPECT_NEAR(static_cast<double>(value[0]), place.x, tolerance);
                  EXPECT_NEAR(static_cast<double>(value[1]), place.y, tolerance);
                });
  EXPECT_EQ(cv::countNonZero(seen), 15);  // 5 + 4 + 3 + 2 + 1, edges included
  EXPECT_EQ(seen.at<std::uint8_t>(3, 3), 1);
  EXPECT_EQ(seen.at<std::uint8_t>(4, 3), 0);
}

TEST(FillTriangle, StaysInsideThePicture) {
  int count = 0;
  fill_triangle({TriangleCorner{{-50, -50}, {}}, {{50, -50}, {}}, {{-50, 50}, {}}}, {4, 3},
                [&](cv::Point place, const cv::Vec3f&) {
                  EXPECT_TRUE(cv::Rect(0, 0, 4, 3).contains(place));
                  ++count;
                });
  // Its long edge passes through the origin.
  EXPECT_EQ(count, 1);
}

TEST(FillTriangle, LeavesALineEmpty) {
  fill_triangle({TriangleCorner{{0, 0}, {}}, {{2, 2}, {}}, {{4, 4}, {}}}, {8, 8},
                [](cv::Point, const cv::Vec3f&) { FAIL(); });
}

}  // namespace
}  // namespace kizashi::synth
