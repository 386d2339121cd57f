// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/neutral_mouth.h"

#include <gtest/gtest.h>

#include <array>
#include <opencv2/imgproc.hpp>

#include "kizashi/synth/face_frame.h"
#include "kizashi/synth/test_face.h"

namespace kizashi::synth {
namespace {

constexpr float tolerance_mm = 0.6F;
const cv::Scalar skin(210, 160, 140);
const cv::Scalar teeth(40, 250, 40);  // green, so that no mixture of skin and lips looks like it

/// Skin with an open mouth.
Portrait open_mouth() {
  Portrait portrait{cv::Mat(test_face_side_px, test_face_side_px, CV_8UC3, skin), test_face()};
  const FaceShape shape(portrait.points_px);
  std::vector<cv::Point> inside;
  constexpr std::array<std::size_t, 20> outline{78,  191, 80,  81,  82,  13, 312, 311, 310, 415,
                                                308, 324, 318, 402, 317, 14, 87,  178, 88,  95};
  for (const std::size_t idx : outline) {
    inside.emplace_back(shape.frame().px_from_mm(shape.point_mm(idx)));
  }
  cv::fillPoly(portrait.rgb, std::vector<std::vector<cv::Point>>{inside}, teeth);
  return portrait;
}

int visible_teeth_px(const cv::Mat& picture) {
  cv::Mat is_teeth;
  cv::inRange(picture, cv::Scalar(0, 235, 0), cv::Scalar(90, 255, 90), is_teeth);
  return cv::countNonZero(is_teeth);
}

TEST(NeutralMouth, HidesTheTeeth) {
  const Portrait open = open_mouth();
  ASSERT_GT(visible_teeth_px(open.rgb), 1000);
  EXPECT_LT(visible_teeth_px(with_closed_mouth(open).rgb), 50);
}

TEST(NeutralMouth, BringsTheEdgesOfTheLipsTogether) {
  const Portrait closed = with_closed_mouth(open_mouth());
  const FaceShape shape(closed.points_px);
  for (const auto& [upper, lower] : {std::pair<std::size_t, std::size_t>{13, 14}, {82, 87}, {311, 402}}) {
    EXPECT_NEAR(shape.point_mm(upper).y, shape.point_mm(lower).y, tolerance_mm);
  }
}

TEST(NeutralMouth, BringsTheCornersInwardsAndAlmostLevelWithTheMiddle) {
  const FaceShape before(test_face());
  const FaceShape after(with_closed_mouth(open_mouth()).points_px);
  EXPECT_LT(after.point_mm(291).x, before.point_mm(291).x - 3.0F);
  EXPECT_GT(after.point_mm(61).x, before.point_mm(61).x + 3.0F);
  EXPECT_NEAR(after.point_mm(61).y, after.point_mm(13).y, 2.0F);
  EXPECT_NEAR(after.point_mm(291).y, after.point_mm(13).y, 2.0F);
}

TEST(NeutralMouth, LeavesEyesNoseAndChinAlone) {
  const Portrait open = open_mouth();
  const Portrait closed = with_closed_mouth(open);
  for (const std::size_t idx : {33U, 133U, 159U, 386U, 105U, 152U}) {
    EXPECT_LT((closed.points_px.at(idx) - open.points_px.at(idx)).norm(), 0.1F) << "point " << idx;
  }
  cv::Mat change;
  cv::absdiff(open.rgb, closed.rgb, change);
  EXPECT_EQ(cv::norm(change.rowRange(0, 160), cv::NORM_INF), 0.0);
}

}  // namespace
}  // namespace kizashi::synth
