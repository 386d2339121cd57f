// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/jpeg.h"

#include <gtest/gtest.h>

#include "kizashi/media/test_clips.h"

namespace kizashi::media {
namespace {

/// What JPEG at the default quality changes on average in a small picture with a hard edge of colours, of 255.
constexpr double coding_tolerance = 4.0;
/// And what it changes in a plain one.
constexpr double plain_tolerance = 2.0;

TEST(Jpeg, ReadsBackNearlyTheSameAtEvenAndOddSizes) {
  for (const auto& [width_px, height_px] : {std::pair{64, 48}, std::pair{63, 47}}) {
    const cv::Mat picture = test_picture(width_px, height_px, 3);
    const auto jpeg = encode_jpeg(picture);
    ASSERT_TRUE(jpeg.ok());
    const ReadClip read = read_clip(open_bytes(*jpeg));
    ASSERT_EQ(read.frames.size(), 1U);
    EXPECT_TRUE(read.facts.is_still_image);
    EXPECT_LT(mean_difference(read.frames.front().rgb, picture), coding_tolerance);
  }
}

TEST(Jpeg, KeepsBlackWhiteAndColours) {
  for (const cv::Scalar& colour : {cv::Scalar(0, 0, 0), cv::Scalar(255, 255, 255), cv::Scalar(200, 30, 60)}) {
    const cv::Mat picture(48, 64, CV_8UC3, colour);
    const ReadClip read = read_clip(open_bytes(*encode_jpeg(picture)));
    ASSERT_EQ(read.frames.size(), 1U);
    EXPECT_LT(mean_difference(read.frames.front().rgb, picture), plain_tolerance);
  }
}

TEST(Jpeg, IsTheSameBytesForTheSamePictureWhereverItLies) {
  const cv::Mat wide = test_picture(128, 48, 1);
  const cv::Mat part = wide(cv::Rect(32, 0, 64, 48));
  EXPECT_EQ(*encode_jpeg(part), *encode_jpeg(part.clone()));
}

TEST(Jpeg, IsSmallerWithACoarserQuantiser) {
  const cv::Mat picture = test_picture(64, 48, 1);
  EXPECT_LT(encode_jpeg(picture, 20)->size(), encode_jpeg(picture, 2)->size());
}

}  // namespace
}  // namespace kizashi::media
