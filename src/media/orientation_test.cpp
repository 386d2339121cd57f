// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/orientation.h"

#include <gtest/gtest.h>

namespace kizashi::media {
namespace {

constexpr std::int32_t one = 1 << 16;

/// A picture of 3 x 2 whose upper left corner is 1 and whose upper right corner is 3.
cv::Mat corner_picture() {
  cv::Mat picture(2, 3, CV_32S);
  for (int place = 0; place < 6; ++place) picture.at<int>(place / 3, place % 3) = place + 1;
  return picture;
}

std::string text_of(const cv::Mat& picture) {
  std::string text;
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) text += std::to_string(picture.at<int>(y, x));
    text += '/';
  }
  return text;
}

struct Case {
  const char* name;
  std::array<std::int32_t, 9> matrix;
  const char* shown;
  int rotation_deg;
  bool is_mirror_image;
};

class OrientationTest : public testing::TestWithParam<Case> {};

TEST_P(OrientationTest, TurnsThePictureAsTheMatrixSays) {
  const Orientation orientation = orientation_of(GetParam().matrix);
  EXPECT_EQ(text_of(oriented(corner_picture(), orientation)), GetParam().shown);
  EXPECT_EQ(orientation.rotation_deg(), GetParam().rotation_deg);
  EXPECT_EQ(orientation.is_mirror_image(), GetParam().is_mirror_image);
}

INSTANTIATE_TEST_SUITE_P(
    All, OrientationTest,
    testing::Values(Case{"Upright", {one, 0, 0, 0, one, 0, 0, 0, one}, "123/456/", 0, false},
                    Case{"QuarterTurn", {0, one, 0, -one, 0, 0, 0, 0, one}, "41/52/63/", 90, false},
                    Case{"HalfTurn", {-one, 0, 0, 0, -one, 0, 0, 0, one}, "654/321/", 180, false},
                    Case{"ThreeQuarterTurn", {0, -one, 0, one, 0, 0, 0, 0, one}, "36/25/14/", 270, false},
                    Case{"LeftToRight", {-one, 0, 0, 0, one, 0, 0, 0, one}, "321/654/", 0, true},
                    Case{"UpsideDown", {one, 0, 0, 0, -one, 0, 0, 0, one}, "456/123/", 180, true},
                    Case{"Transposed", {0, one, 0, one, 0, 0, 0, 0, one}, "14/25/36/", 270, true},
                    Case{"Transversed", {0, -one, 0, -one, 0, 0, 0, 0, one}, "63/52/41/", 90, true},
                    Case{"NearlyUpright", {60000, 9000, 0, -9000, 60000, 0, 0, 0, one}, "123/456/", 0, false},
                    Case{"AllZero", {}, "123/456/", 0, false}),
    [](const auto& one_case) { return std::string(one_case.param.name); });

}  // namespace
}  // namespace kizashi::media
