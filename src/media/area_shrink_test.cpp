// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/area_shrink.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace kizashi::media {
namespace {

constexpr int side_px = 128;

cv::Mat noise(cv::Size size_px) {
  cv::Mat picture(size_px, CV_8UC3);
  cv::RNG random(static_cast<std::uint64_t>(size_px.area()));
  random.fill(picture, cv::RNG::UNIFORM, 0, 256);
  return picture;
}

void expect_bytes_of_opencv(const cv::Mat& picture) {
  cv::Mat expected;
  cv::resize(picture, expected, {side_px, side_px}, 0, 0, cv::INTER_AREA);
  const cv::Mat small = shrunk_by_area(picture, {side_px, side_px});
  ASSERT_EQ(small.size(), expected.size());
  cv::Mat difference;
  cv::absdiff(small.reshape(1), expected.reshape(1), difference);
  EXPECT_EQ(cv::countNonZero(difference), 0) << picture.size();
}

TEST(ShrunkByArea, GivesTheBytesOfOpenCvAtTheSizesOfVideos) {
  for (const cv::Size size_px : {cv::Size(224, 224), cv::Size(256, 256), cv::Size(512, 512), cv::Size(640, 360),
                                 cv::Size(640, 480), cv::Size(720, 1280), cv::Size(1280, 720), cv::Size(1920, 1080)}) {
    expect_bytes_of_opencv(noise(size_px));
  }
}

TEST(ShrunkByArea, GivesThemAtEverySizeAboutThatOfTheResult) {
  for (int width_px = 1; width_px < 420; width_px += 3) expect_bytes_of_opencv(noise({width_px, 421 - width_px}));
}

TEST(ShrunkByArea, GivesThemAtWholeScales) {
  for (int across = 1; across <= 9; ++across) {
    for (int down = 1; down <= 9; ++down) expect_bytes_of_opencv(noise({across * side_px, down * side_px}));
  }
}

TEST(ShrunkByArea, GivesThemForVeryLongPictures) {
  expect_bytes_of_opencv(noise({2 * side_px, 300 * side_px}));
  expect_bytes_of_opencv(noise({300 * side_px, 2 * side_px}));
}

TEST(ShrunkByArea, ReadsPartsOfPictures) { expect_bytes_of_opencv(noise({700, 500})(cv::Rect(30, 20, 333, 444))); }

TEST(ShrunkByArea, KeepsTheMeanOfAnEvenPicture) {
  const cv::Mat small = shrunk_by_area(cv::Mat(300, 500, CV_8UC3, cv::Scalar(10, 20, 30)), {side_px, side_px});
  EXPECT_EQ(small.at<cv::Vec3b>(64, 64), cv::Vec3b(10, 20, 30));
}

}  // namespace
}  // namespace kizashi::media
