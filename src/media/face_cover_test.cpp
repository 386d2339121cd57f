// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/face_cover.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "kizashi/media/test_clips.h"

namespace kizashi::media {
namespace {

constexpr int side_px = 256;
constexpr int patch_px = side_px / patches_across;

cv::Mat noise(unsigned seed) {
  std::mt19937 draw(seed);
  cv::Mat picture(side_px, side_px, CV_8UC3);
  for (int row = 0; row < picture.rows; ++row) {
    for (int byte = 0; byte < 3 * picture.cols; ++byte) picture.ptr(row)[byte] = static_cast<std::uint8_t>(draw());
  }
  return picture;
}

/// The same colours in every patch, each pixel somewhere else in it.
cv::Mat shuffled_within_patches(const cv::Mat& picture, unsigned seed) {
  std::mt19937 draw(seed);
  cv::Mat shuffled = picture.clone();
  for (int top = 0; top < side_px; top += patch_px) {
    for (int left = 0; left < side_px; left += patch_px) {
      cv::Mat patch = shuffled(cv::Rect(left, top, patch_px, patch_px)).clone();
      std::shuffle(patch.begin<cv::Vec3b>(), patch.end<cv::Vec3b>(), draw);
      patch.copyTo(shuffled(cv::Rect(left, top, patch_px, patch_px)));
    }
  }
  return shuffled;
}

TEST(WashOut, KeepsNothingOfAPictureButTheMeansOfItsPatches) {
  cv::Mat picture = noise(1);
  cv::Mat other = shuffled_within_patches(picture, 2);
  ASSERT_GT(mean_difference(picture, other), 50.0) << "two pictures that have no detail in common";
  wash_out(picture);
  wash_out(other);
  EXPECT_EQ(mean_difference(picture, other), 0.0);
}

TEST(WashOut, KeepsTheColoursOfLargeAreas) {
  cv::Mat picture(side_px, side_px, CV_8UC3, cv::Scalar(200, 100, 50));
  const cv::Mat before = picture.clone();
  wash_out(picture);
  EXPECT_EQ(mean_difference(picture, before), 0.0);
}

TEST(PaintOverHead, LeavesNothingOfTheFaceNorWhatIsAroundIt) {
  const std::vector<cv::Point2f> face{{100, 100}, {160, 100}, {160, 180}, {100, 180}};
  cv::Mat first = noise(1);
  cv::Mat second = noise(2);
  paint_over_head(first, face);
  paint_over_head(second, face);
  // Hair above the brows, an ear beside the face, the jaw below it.
  for (const cv::Point& place : {cv::Point(130, 140), cv::Point(130, 70), cv::Point(93, 140), cv::Point(130, 188)}) {
    EXPECT_EQ(first.at<cv::Vec3b>(place), second.at<cv::Vec3b>(place)) << place;
  }
  EXPECT_NE(first.at<cv::Vec3b>(10, 10), second.at<cv::Vec3b>(10, 10));
}

TEST(PaintOverHead, TakesAFaceThatIsPartlyOutside) {
  cv::Mat picture = noise(1);
  paint_over_head(picture, {{-40, -40}, {30, -40}, {30, 30}, {-40, 30}});
  EXPECT_EQ(picture.at<cv::Vec3b>(0, 0), picture.at<cv::Vec3b>(20, 20));
}

TEST(HideEverything, LeavesNothingAtAll) {
  cv::Mat first = noise(1);
  cv::Mat second = noise(2);
  hide_everything(first, 1.0);
  hide_everything(second, 1.0);
  EXPECT_EQ(mean_difference(first, second), 0.0);
}

}  // namespace
}  // namespace kizashi::media
