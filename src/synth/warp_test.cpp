// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/warp.h"

#include <gtest/gtest.h>

#include "kizashi/base/check.h"
#include "kizashi/synth/face_frame.h"

namespace kizashi::synth {
namespace {

/// The coarse search, linear interpolation and the 1/32 pixel of remap together.
constexpr double largest_error_px = 0.15;

/// Pixels go up by `size_px` on a plateau from 60 to 100 and not at all from `stretch_px` below it and 40 above it.
cv::Mat plateau(float size_px, float stretch_px) {
  cv::Mat field(200, 160, CV_32FC2);
  for (int y = 0; y < field.rows; ++y) {
    const auto height = static_cast<float>(y);
    const float weight = ramp(height, 20.0F, 60.0F) * ramp(height, 100.0F + stretch_px, 100.0F);
    field.row(y).setTo(cv::Scalar(0.0, -static_cast<double>(size_px * weight)));
  }
  return field;
}

TEST(Warp, FindsWhereEveryPixelCameFrom) {
  for (const float size_px : {0.5F, 5.0F, 14.0F}) {
    const cv::Mat field = plateau(size_px, 30.0F);
    const cv::Mat source = source_of(field);
    const cv::Mat moved = source + sampled(field, source);  // every source goes back to its pixel
    for (int y = 2; y < field.rows - 2; ++y) {
      for (int x = 2; x < field.cols - 2; ++x) {
        ASSERT_NEAR(static_cast<double>(moved.at<cv::Vec2f>(y, x)[1]), y, largest_error_px) << size_px;
        ASSERT_NEAR(static_cast<double>(moved.at<cv::Vec2f>(y, x)[0]), x, largest_error_px) << size_px;
      }
    }
  }
}

TEST(Warp, MovesAPlateauAsOnePiece) {
  const cv::Mat picture(200, 160, CV_8UC3, cv::Scalar(0, 0, 0));
  picture(cv::Rect(50, 70, 40, 20)).setTo(cv::Scalar(255, 255, 255));
  const cv::Mat moved = sampled(picture, source_of(plateau(8.0F, 40.0F)));
  const cv::Mat expected(200, 160, CV_8UC3, cv::Scalar(0, 0, 0));
  expected(cv::Rect(50, 62, 40, 20)).setTo(cv::Scalar(255, 255, 255));
  cv::Mat difference;
  cv::absdiff(moved, expected, difference);
  EXPECT_LT(cv::norm(difference, cv::NORM_INF), 30.0);  // edges, by a tenth of a pixel
}

TEST(Warp, LeavesAStillPictureAlone) {
  cv::Mat picture(33, 47, CV_8UC3);
  cv::randu(picture, cv::Scalar::all(0), cv::Scalar::all(256));
  const cv::Mat seen = sampled(picture, source_of(cv::Mat::zeros(picture.size(), CV_32FC2)));
  EXPECT_EQ(cv::norm(seen, picture, cv::NORM_INF), 0.0);
}

TEST(Warp, OfAnotherTypeIsABrokenContract) {
  EXPECT_THROW(static_cast<void>(source_of(cv::Mat::zeros(8, 8, CV_32FC1))), base::ContractViolation);
}

TEST(Mixed, GoesFromTheFirstColourToTheSecond) {
  EXPECT_EQ(mixed({10, 20, 30}, {110.0F, 120.0F, 130.0F}, 0.0F), cv::Vec3b(10, 20, 30));
  EXPECT_EQ(mixed({10, 20, 30}, {110.0F, 120.0F, 130.0F}, 0.5F), cv::Vec3b(60, 70, 80));
  EXPECT_EQ(mixed({10, 20, 30}, {110.0F, 120.0F, 130.0F}, 1.0F), cv::Vec3b(110, 120, 130));
}

}  // namespace
}  // namespace kizashi::synth
