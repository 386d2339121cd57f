// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/patch_area.h"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <random>

namespace kizashi::face::openface {
namespace {

cv::Mat noise(cv::Size size_px) {
  cv::Mat picture(size_px, CV_8UC1);
  cv::RNG random(7);
  random.fill(picture, cv::RNG::UNIFORM, 0, 256);
  return picture;
}

Eigen::Matrix2f turn_and_scale(float angle_rad, float scale) {
  Eigen::Matrix2f similarity;
  similarity << std::cos(angle_rad), -std::sin(angle_rad), std::sin(angle_rad), std::cos(angle_rad);
  return scale * similarity;
}

cv::Mat in_levels(const PatchArea& area) {
  cv::Mat levels(area.side_px, area.side_px, CV_32FC1);
  for (int i = 0; i < area.side_px * area.side_px; ++i) {
    levels.at<float>(i / area.side_px, i % area.side_px) =
        area.values.at(static_cast<std::size_t>(i)) / PatchArea::steps_per_level;
  }
  return levels;
}

cv::Mat sampled(const cv::Mat& gray, const Eigen::Matrix2f& similarity, const Eigen::Vector2f& centre_px, int side_px) {
  PatchArea area;
  PatchAreaSampler(gray, similarity, side_px).sample(centre_px, area);
  return in_levels(area);
}

/// The same by OpenCV.
cv::Mat warped(const cv::Mat& gray, const Eigen::Matrix2f& similarity, const Eigen::Vector2f& centre_px, int side_px) {
  cv::Mat in_float;
  gray.convertTo(in_float, CV_32F);
  const float middle = 0.5F * static_cast<float>(side_px - 1);
  const volatile float along = similarity(0, 0) * middle;  // rounded before it is taken off
  const volatile float across = -similarity(0, 1) * middle;
  const cv::Matx23f map(similarity(0, 0), similarity(0, 1), centre_px.x() - along + across,  //
                        -similarity(0, 1), similarity(0, 0), centre_px.y() - along - across);
  cv::Mat area;
  cv::warpAffine(in_float, area, map, {side_px, side_px}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP);
  return area;
}

TEST(PatchArea, GivesTheValuesOfOpenCvAtEveryTurnScaleAndPlace) {
  std::mt19937 random(1);
  std::uniform_real_distribution<float> turn(-3.2F, 3.2F);
  std::uniform_real_distribution<float> scale(0.2F, 8.0F);
  std::uniform_real_distribution<float> place(-60.0F, 260.0F);
  const cv::Mat gray = noise({200, 170});
  for (int i = 0; i < 300; ++i) {
    const Eigen::Matrix2f similarity = turn_and_scale(turn(random), scale(random));
    const Eigen::Vector2f centre_px(place(random), place(random));
    const int side_px = area_side_px(1 + i % max_window_px);
    const cv::Mat area = sampled(gray, similarity, centre_px, side_px);
    EXPECT_EQ(cv::norm(area, warped(gray, similarity, centre_px, side_px), cv::NORM_INF), 0.0) << i;
  }
}

TEST(PatchArea, IsExactOnARampTurnedAndScaled) {
  cv::Mat ramp(200, 200, CV_8UC1);
  for (int y = 0; y < ramp.rows; ++y) {
    for (int x = 0; x < ramp.cols; ++x) ramp.at<unsigned char>(y, x) = static_cast<unsigned char>(x);
  }
  const int side_px = area_side_px(9);
  Eigen::Matrix2f quarter_turn_and_half;
  quarter_turn_and_half << 0.0F, -2.5F, 2.5F, 0.0F;
  const cv::Mat area = sampled(ramp, quarter_turn_and_half, {100.25F, 90.0F}, side_px);
  for (int y = 0; y < side_px; ++y) {
    for (int x = 0; x < side_px; ++x) {
      ASSERT_EQ(area.at<float>(y, x), 100.25F - 2.5F * static_cast<float>(y - side_px / 2)) << x << ' ' << y;
    }
  }
}

TEST(PatchArea, IsBlackOutsideThePicture) {
  const cv::Mat white(40, 40, CV_8UC1, cv::Scalar(255));
  const int side_px = area_side_px(3);
  const cv::Mat at_left_edge = sampled(white, Eigen::Matrix2f::Identity(), {0.0F, 20.0F}, side_px);
  EXPECT_EQ(cv::norm(at_left_edge.colRange(0, side_px / 2)), 0.0);
  EXPECT_EQ(cv::countNonZero(at_left_edge.colRange(side_px / 2, side_px) != 255.0), 0);
  for (const float far : {-200.0F, 1e6F, 1e20F, std::nanf("")}) {
    EXPECT_EQ(cv::norm(sampled(white, Eigen::Matrix2f::Identity(), {far, 20.0F}, side_px)), 0.0) << far;
  }
  EXPECT_EQ(cv::norm(sampled(white, turn_and_scale(0.0F, 1e30F), {20.0F, 20.0F}, side_px)), 0.0);
}

}  // namespace
}  // namespace kizashi::face::openface
