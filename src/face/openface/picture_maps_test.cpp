// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/picture_maps.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace kizashi::face::openface {
namespace {

constexpr float rounding = 1e-6F;

cv::Mat noise(int width_px, int height_px) {
  cv::Mat picture(height_px, width_px, CV_8UC3);
  cv::RNG random(5);
  random.fill(picture, cv::RNG::UNIFORM, 0, 256);
  return picture;
}

/// What is asked for, by OpenCV: the region with a black surround as floats, resized, scaled.
cv::Mat by_opencv(const cv::Mat& picture, const cv::Rect& region, const cv::Size& size) {
  constexpr int surround_px = 100;
  cv::Mat padded;
  cv::copyMakeBorder(picture, padded, surround_px, surround_px, surround_px, surround_px, cv::BORDER_CONSTANT);
  cv::Mat floats;
  padded(region + cv::Point(surround_px, surround_px)).convertTo(floats, CV_32FC3);
  cv::Mat resized;
  cv::resize(floats, resized, size, 0, 0, cv::INTER_LINEAR);
  return (resized - cv::Scalar::all(127.5)) / 128.0;
}

float largest_difference(const FeatureMaps& maps, const cv::Mat& expected) {
  float largest = 0.0F;
  for (int y = 0; y < expected.rows; ++y) {
    for (int x = 0; x < expected.cols; ++x) {
      for (int channel = 0; channel < 3; ++channel) {
        const float difference = maps.at(channel, y, x) - expected.at<cv::Vec3f>(y, x)[channel];
        largest = std::max(largest, std::abs(difference));
      }
    }
  }
  return largest;
}

struct Case {
  const char* what;
  cv::Rect region;
  cv::Size size;
};

class ResizeToMaps : public testing::TestWithParam<Case> {};

TEST_P(ResizeToMaps, ResizesAsOpenCvDoes) {
  const cv::Mat picture = noise(80, 70);
  FeatureMaps maps;
  resize_to_maps(picture, GetParam().region, GetParam().size, maps);
  ASSERT_EQ(maps.shape(), (MapShape{3, GetParam().size.width, GetParam().size.height}));
  EXPECT_LE(largest_difference(maps, by_opencv(picture, GetParam().region, GetParam().size)), rounding);
}

INSTANTIATE_TEST_SUITE_P(
    Sizes, ResizeToMaps,
    testing::Values(Case{"smaller", {0, 0, 80, 70}, {33, 29}}, Case{"larger", {10, 10, 13, 13}, {48, 48}},
                    Case{"half", {0, 0, 80, 70}, {40, 35}}, Case{"equal", {3, 4, 24, 24}, {24, 24}},
                    Case{"over the first corner", {-20, -9, 60, 60}, {24, 24}},
                    Case{"over the last corner", {50, 40, 61, 61}, {48, 48}},
                    Case{"outside", {-90, 0, 40, 40}, {24, 24}}, Case{"one pixel", {5, 5, 1, 1}, {24, 24}}),
    [](const auto& tested) {
      std::string name = tested.param.what;
      std::replace(name.begin(), name.end(), ' ', '_');
      return name;
    });

}  // namespace
}  // namespace kizashi::face::openface
