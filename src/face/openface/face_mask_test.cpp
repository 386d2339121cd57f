// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/face_mask.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kizashi::face::openface {
namespace {

Points2 points(std::initializer_list<std::array<float, 2>> places) {
  Points2 result(static_cast<Eigen::Index>(places.size()), 2);
  Eigen::Index row = 0;
  for (const auto& [x, y] : places) result.row(row++) << x, y;
  return result;
}

Eigen::MatrixX3i triangle(int a, int b, int c) { return Eigen::RowVector3i(a, b, c); }

cv::Mat mask(const Points2& corners, const Eigen::MatrixX3i& triangles = triangle(0, 1, 2)) {
  return mask_of(corners, triangles, 16);
}

TEST(FaceMask, CoversCornersAndEdgesOfATriangle) {
  const cv::Mat covered = mask(points({{2, 3}, {8, 3}, {2, 9}}));
  for (int y = 0; y < 16; ++y) {
    for (int x = 0; x < 16; ++x) {
      const bool is_inside = x >= 2 && y >= 3 && x + y <= 11;
      EXPECT_EQ(covered.at<unsigned char>(y, x), is_inside ? 255 : 0) << x << ' ' << y;
    }
  }
}

TEST(FaceMask, IsTheSameWhicheverWayCornersRun) {
  const Points2 corners = points({{1.3F, 2.1F}, {13.9F, 5.5F}, {6.2F, 14.7F}});
  const cv::Mat covered = mask(corners);
  EXPECT_GT(cv::countNonZero(covered), 60);
  EXPECT_EQ(cv::countNonZero(covered != mask(corners, triangle(1, 0, 2))), 0);
  EXPECT_EQ(cv::countNonZero(covered != mask(corners, triangle(2, 0, 1))), 0);
}

TEST(FaceMask, LeavesNoGapBetweenTrianglesThatShareAnEdge) {
  const Points2 corners = points({{0, 0}, {15, 4}, {15, 15}, {3, 15}});
  Eigen::MatrixX3i halves(2, 3);
  halves << 0, 1, 2, 0, 2, 3;
  const cv::Mat covered = mask(corners, halves);
  for (int i = 0; i < 16; ++i) EXPECT_EQ(covered.at<unsigned char>(i, i), 255) << i;
}

TEST(FaceMask, StopsAtThePicturesEdge) {
  EXPECT_EQ(cv::countNonZero(mask(points({{-40, -40}, {90, -40}, {-40, 90}}))), 16 * 16);
  EXPECT_EQ(cv::countNonZero(mask(points({{20, 20}, {30, 20}, {20, 30}}))), 0);
  EXPECT_EQ(cv::countNonZero(mask(points({{1e30F, 1e30F}, {2e30F, 1e30F}, {1e30F, 2e30F}}))), 0);
  EXPECT_EQ(cv::countNonZero(mask(points({{std::nanf(""), 0}, {8, 0}, {0, 8}}))), 0);
}

}  // namespace
}  // namespace kizashi::face::openface
