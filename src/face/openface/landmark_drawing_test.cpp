// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/landmark_drawing.h"

#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <set>

namespace kizashi::face::openface {
namespace {

constexpr float tolerance_px = 1e-3F;

/// Landmarks on an upright face 200 px wide, its eyes level at y 100: only those that the drawing looks at lie apart.
Points2 upright_face() {
  Points2 points_px = Points2::Constant(68, 2, 100.0F);
  points_px.row(0) << 0, 110;
  points_px.row(16) << 200, 110;
  points_px.row(8) << 100, 240;
  points_px.row(27) << 100, 100;
  for (const auto& [brow, x] : {std::pair{18, 40.0F}, {20, 80.0F}, {23, 120.0F}, {25, 160.0F}}) {
    points_px.row(brow) << x, 80.0F;
  }
  points_px.row(36) << 50, 100;
  points_px.row(45) << 150, 100;
  return points_px;
}

TEST(LandmarkDrawing, TheForeheadIsDrawnAboveTheBrows) {
  const auto points_px = drawing_points(upright_face());
  ASSERT_EQ(points_px.size(), 73U);
  for (std::size_t i = 68; i < points_px.size(); ++i) {
    EXPECT_NEAR(points_px[i].y(), 100.0F - 0.55F * 140.0F, tolerance_px) << i;
  }
}

TEST(LandmarkDrawing, TheRegionHoldsTheFaceAndTurnsWithTheEyes) {
  const Points2 upright = upright_face();
  const FaceRegion region = region_of(upright);
  EXPECT_NEAR(region.angle_rad, 0.0F, tolerance_px);
  EXPECT_NEAR(region.size_px, 1.5F * (240.0F - 23.0F), tolerance_px);
  constexpr float turn_rad = 0.3F;
  const Eigen::Matrix2f turn = Eigen::Rotation2Df(turn_rad).toRotationMatrix();
  EXPECT_NEAR(region_of(upright * turn.transpose()).angle_rad, turn_rad, tolerance_px);
}

TEST(LandmarkDrawing, EveryLandmarkEndsALineAndNoLineIsDrawnTwice) {
  const auto edges = drawing_edges();
  std::set<int> ends;
  for (const auto& edge : edges) {
    EXPECT_LT(edge.from_idx, edge.to_idx);
    ends.insert({edge.from_idx, edge.to_idx});
  }
  EXPECT_EQ(ends.size(), 68U);
  EXPECT_TRUE(std::is_sorted(edges.begin(), edges.end()));
  EXPECT_EQ(std::adjacent_find(edges.begin(), edges.end()), edges.end());
}

}  // namespace
}  // namespace kizashi::face::openface
