// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/affine_sample.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <random>

namespace kizashi::face {
namespace {

cv::Mat noise(cv::Size size_px) {
  cv::Mat picture(size_px, CV_8UC3);
  cv::RNG random(7);
  random.fill(picture, cv::RNG::UNIFORM, 0, 256);
  return picture;
}

cv::Mat sampled(const cv::Mat& rgb, const cv::Matx23f& map, cv::Size size_px) {
  return sample_affine(rgb, map, {{0, 0}, size_px});
}

cv::Mat warped(const cv::Mat& rgb, const cv::Matx23f& map, cv::Size size_px) {
  cv::Mat samples;
  cv::warpAffine(rgb, samples, map, size_px, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
  return samples;
}

int differences(const cv::Mat& a, const cv::Mat& b) {
  cv::Mat difference;
  cv::absdiff(a.reshape(1), b.reshape(1), difference);
  return cv::countNonZero(difference);
}

TEST(SampleAffine, GivesTheBytesOfOpenCvForRegionsOfEverySizeTurnAndPlace) {
  std::mt19937 random(1);
  std::uniform_real_distribution<float> turn(-3.2F, 3.2F);
  std::uniform_real_distribution<float> scale(0.05F, 6.0F);
  std::uniform_real_distribution<float> place(-300.0F, 600.0F);
  for (int i = 0; i < 200; ++i) {
    const cv::Mat rgb = noise({90 + i, 250 - i});
    const float angle_rad = turn(random);
    const float step = scale(random);
    const float across = step * std::cos(angle_rad);
    const float down = step * std::sin(angle_rad);
    const cv::Matx23f map(across, -down, place(random), down, across, place(random));
    EXPECT_EQ(differences(sampled(rgb, map, {97, 61}), warped(rgb, map, {97, 61})), 0) << map;
  }
}

TEST(SampleAffine, GivesThemAtWholeAndHalfPixels) {
  const cv::Mat rgb = noise({64, 48});
  for (const float shift : {-1.0F, -0.5F, 0.0F, 0.25F, 0.5F, 60.0F, 62.5F, 63.0F}) {
    const cv::Matx23f map(1, 0, shift, 0, 1, shift / 2);
    EXPECT_EQ(differences(sampled(rgb, map, {64, 48}), warped(rgb, map, {64, 48})), 0) << shift;
  }
}

TEST(SampleAffine, GivesThemForPicturesOfAFewPixels) {
  const cv::Matx23f map(0.3F, -0.1F, -1.0F, 0.1F, 0.3F, -1.0F);
  for (const cv::Size size_px : {cv::Size(1, 1), cv::Size(2, 5), cv::Size(3, 3), cv::Size(5, 2)}) {
    const cv::Mat rgb = noise(size_px);
    EXPECT_EQ(differences(sampled(rgb, map, {20, 20}), warped(rgb, map, {20, 20})), 0) << size_px;
  }
}

TEST(SampleAffine, APartIsThatOfTheWhole) {
  const cv::Mat rgb = noise({120, 90});
  const cv::Matx23f map(1.31F, 0.17F, -8.3F, -0.17F, 1.31F, 2.9F);
  const cv::Rect part(13, 7, 41, 29);
  EXPECT_EQ(differences(sample_affine(rgb, map, part), warped(rgb, map, {80, 60})(part).clone()), 0);
}

TEST(SampleAffine, ReadsPartsOfPictures) {
  const cv::Mat whole = noise({80, 80});
  const cv::Mat part = whole(cv::Rect(10, 20, 40, 30));
  const cv::Matx23f map(1.5F, 0.2F, -3.0F, -0.2F, 1.5F, 2.0F);
  EXPECT_EQ(differences(sampled(part, map, {40, 40}), warped(part, map, {40, 40})), 0);
}

}  // namespace
}  // namespace kizashi::face
