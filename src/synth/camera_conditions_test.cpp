// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/camera_conditions.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "kizashi/base/check.h"

namespace kizashi::synth {
namespace {

constexpr double rounding = 1.0;

cv::Mat grey(double level) { return {96, 128, CV_8UC3, cv::Scalar::all(level)}; }

double level_at(const cv::Mat& picture, int x) { return picture.at<cv::Vec3b>(picture.rows / 2, x)[1]; }

TEST(CameraConditions, ChangeNothingByDefault) {
  cv::Mat picture = grey(0);
  cv::randu(picture, cv::Scalar::all(0), cv::Scalar::all(256));
  EXPECT_EQ(cv::norm(through_camera(picture, {}, 7), picture, cv::NORM_INF), 0.0);
}

TEST(CameraConditions, GainGammaAndContrastActOnGreyLevels) {
  CameraConditions conditions;
  conditions.light_gain = 0.5;
  EXPECT_NEAR(level_at(through_camera(grey(100), conditions, 0), 5), 50.0, rounding);
  conditions = {};
  conditions.gamma = 2.0;
  EXPECT_NEAR(level_at(through_camera(grey(128), conditions, 0), 5), 64.25, rounding);
  conditions = {};
  conditions.contrast = 0.5;
  EXPECT_NEAR(level_at(through_camera(grey(227.5), conditions, 0), 5), 177.5, rounding);
  conditions.contrast = 3.0;
  EXPECT_EQ(level_at(through_camera(grey(227), conditions, 0), 5), 255.0);
}

TEST(CameraConditions, TheShadowFallsOnTheSideAsked) {
  CameraConditions conditions;
  conditions.side_shadow = 0.6;
  const cv::Mat right_dark = through_camera(grey(200), conditions, 0);
  EXPECT_NEAR(level_at(right_dark, 2), 200.0, rounding);
  EXPECT_NEAR(level_at(right_dark, 64), 140.0, 2.0);
  EXPECT_NEAR(level_at(right_dark, 125), 80.0, rounding);
  for (int x = 1; x < right_dark.cols; ++x) EXPECT_LE(level_at(right_dark, x), level_at(right_dark, x - 1));
  conditions.side_shadow = -0.6;
  EXPECT_NEAR(level_at(through_camera(grey(200), conditions, 0), 2), 80.0, rounding);
}

TEST(CameraConditions, NoiseHasTheSizeAskedAndNoMean) {
  CameraConditions conditions;
  conditions.noise_sd = 8.0;
  cv::Mat mean;
  cv::Mat sd;
  cv::meanStdDev(through_camera(grey(128), conditions, 3), mean, sd);
  for (int colour = 0; colour < 3; ++colour) {
    EXPECT_NEAR(mean.at<double>(colour), 128.0, 0.4);
    EXPECT_NEAR(sd.at<double>(colour), 8.0, 0.3);
  }
}

TEST(CameraConditions, NoiseDependsOnSeedAndFrameAlone) {
  CameraConditions conditions;
  conditions.noise_sd = 8.0;
  const cv::Mat frame_three = through_camera(grey(128), conditions, 3);
  const cv::Mat frame_four = through_camera(grey(128), conditions, 4);
  EXPECT_EQ(cv::norm(through_camera(grey(128), conditions, 3), frame_three, cv::NORM_INF), 0.0);
  // Two independent noises differ by the square root of two of their size.
  EXPECT_NEAR(
      cv::norm(frame_three, frame_four, cv::NORM_L2) / std::sqrt(3.0 * static_cast<double>(frame_three.total())),
      8.0 * std::sqrt(2.0), 0.4);
  conditions.noise_seed = 2;
  EXPECT_GT(cv::norm(through_camera(grey(128), conditions, 3), frame_three, cv::NORM_INF), 10.0);
}

TEST(CameraConditions, BlurSoftensAnEdge) {
  cv::Mat picture = grey(0);
  picture.colRange(64, 128).setTo(cv::Scalar::all(200));
  CameraConditions conditions;
  conditions.blur_px = 3.0;
  const cv::Mat soft = through_camera(picture, conditions, 0);
  // A step seen through a Gaussian is its distribution function: 12 % at 3.5 px, 1.17 deviations, before the edge.
  EXPECT_NEAR(level_at(soft, 60), 0.121 * 200.0, 4.0);
  EXPECT_NEAR(level_at(soft, 67), 0.879 * 200.0, 4.0);
  EXPECT_EQ(level_at(soft, 40), 0.0);
}

TEST(CameraConditions, OutOfRangeAreABrokenContract) {
  CameraConditions dark;
  dark.light_gain = 0.0;
  EXPECT_THROW(static_cast<void>(through_camera(grey(1), dark, 0)), base::ContractViolation);
  CameraConditions sharp;
  sharp.blur_px = -1.0;
  EXPECT_THROW(static_cast<void>(through_camera(grey(1), sharp, 0)), base::ContractViolation);
  CameraConditions unknown;
  unknown.gamma = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(static_cast<void>(through_camera(grey(1), unknown, 0)), base::ContractViolation);
}

}  // namespace
}  // namespace kizashi::synth
