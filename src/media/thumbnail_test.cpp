// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/thumbnail.h"

#include <gtest/gtest.h>

#include "kizashi/media/test_clips.h"

namespace kizashi::media {
namespace {

TEST(Thumbnail, KeepsThePicturesShape) {
  const auto wide = make_thumbnail(test_picture(640, 360, 0));
  const auto tall = make_thumbnail(test_picture(360, 640, 0));
  ASSERT_TRUE(wide.ok() && tall.ok());
  EXPECT_EQ(std::pair(wide->width_px, wide->height_px), std::pair(160, 90));
  EXPECT_EQ(std::pair(tall->width_px, tall->height_px), std::pair(90, 160));
}

TEST(Thumbnail, NeverEnlargesAndNeverVanishes) {
  const auto small = make_thumbnail(test_picture(63, 47, 0));
  const auto thin = make_thumbnail(cv::Mat(2, 2000, CV_8UC3, cv::Scalar(9, 9, 9)));
  ASSERT_TRUE(small.ok() && thin.ok());
  EXPECT_EQ(std::pair(small->width_px, small->height_px), std::pair(63, 47));
  EXPECT_EQ(std::pair(thin->width_px, thin->height_px), std::pair(160, 1));
}

TEST(Thumbnail, IsAPictureOfItsSize) {
  const auto thumbnail = make_thumbnail(test_picture(320, 240, 5), 100);
  ASSERT_TRUE(thumbnail.ok());
  const ReadClip read = read_clip(open_bytes(thumbnail->jpeg));
  ASSERT_EQ(read.frames.size(), 1U);
  EXPECT_EQ(read.frames.front().rgb.cols, 100);
  EXPECT_EQ(read.frames.front().rgb.rows, 75);
}

}  // namespace
}  // namespace kizashi::media
