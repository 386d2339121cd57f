// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/moving_region.h"

#include <gtest/gtest.h>

#include <cmath>

#include "kizashi/synth/test_face.h"

namespace kizashi::synth {
namespace {

const cv::Size size_px(test_face_side_px, test_face_side_px);
constexpr float one_mm_px = 2.0F;
constexpr float rounding_px = 0.05F;

class MovingRegionTest : public testing::Test {
 protected:
  [[nodiscard]] cv::Point2f step_at(const cv::Mat& field, cv::Point2f place_mm) const {
    const cv::Point2f place_px = shape_.frame().px_from_mm(place_mm);
    const auto& step = field.at<cv::Vec2f>(cvRound(place_px.y), cvRound(place_px.x));
    return {step[0], step[1]};
  }
  [[nodiscard]] cv::Point2f step_at(const cv::Mat& field, std::size_t mesh_idx) const {
    return step_at(field, shape_.point_mm(mesh_idx));
  }
  FaceShape shape_{test_face()};
};

TEST_F(MovingRegionTest, TheBrowGoesUpAsOnePiece) {
  const cv::Mat left = brow_raise_field(shape_, size_px, PictureSide::left);
  for (const std::size_t idx : {52U, 105U}) {
    EXPECT_NEAR(step_at(left, idx).x, 0.0F, rounding_px);
    EXPECT_NEAR(step_at(left, idx).y, -one_mm_px, rounding_px);
  }
}

TEST_F(MovingRegionTest, TheBrowLeavesTheRestOfTheFaceAlone) {
  const cv::Mat left = brow_raise_field(shape_, size_px, PictureSide::left);
  for (const std::size_t idx : {133U, 145U, 61U, 291U, 152U, 282U, 334U}) {
    EXPECT_NEAR(step_at(left, idx).y, 0.0F, rounding_px) << "point " << idx;
  }
}

TEST_F(MovingRegionTest, BothBrowsTogetherMoveTheMiddleToo) {
  const cv::Mat both =
      brow_raise_field(shape_, size_px, PictureSide::left) + brow_raise_field(shape_, size_px, PictureSide::right);
  EXPECT_NEAR(step_at(both, cv::Point2f(0.0F, -20.0F)).y, -one_mm_px, rounding_px);
}

TEST_F(MovingRegionTest, TheLipCornerGoesOutAndUpByOneMillimetre) {
  for (const PictureSide side : {PictureSide::left, PictureSide::right}) {
    const cv::Mat field = lip_corner_pull_field(shape_, size_px, side);
    const cv::Point2f step = step_at(field, side == PictureSide::left ? 61 : 291);
    EXPECT_NEAR(std::hypot(step.x, step.y), one_mm_px, rounding_px);
    EXPECT_LT(step.y, 0.0F);
    EXPECT_GT(side == PictureSide::left ? -step.x : step.x, 0.0F);
  }
}

TEST_F(MovingRegionTest, TheLipCornerLeavesEyesChinAndTheOtherSideAlone) {
  const cv::Mat field = lip_corner_pull_field(shape_, size_px, PictureSide::left);
  for (const std::size_t idx : {145U, 52U, 152U, 291U, 308U, 14U}) {
    EXPECT_NEAR(std::hypot(step_at(field, idx).x, step_at(field, idx).y), 0.0F, rounding_px) << "point " << idx;
  }
}

}  // namespace
}  // namespace kizashi::synth
