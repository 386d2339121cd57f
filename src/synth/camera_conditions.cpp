// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/camera_conditions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <random>
#include <vector>

#include "kizashi/base/check.h"
#include "kizashi/synth/face_frame.h"

namespace kizashi::synth {

namespace {

constexpr double white = 255.0;

void check(const CameraConditions& conditions) {
  KIZASHI_CHECK(conditions.light_gain > 0.0 && conditions.gamma > 0.0 && conditions.contrast >= 0.0,
                "a gain and a gamma above 0, a contrast of at least 0");
  KIZASHI_CHECK(std::abs(conditions.side_shadow) <= 1.0, "a shadow between -1 and 1");
  KIZASHI_CHECK(conditions.blur_px >= 0.0 && conditions.noise_sd >= 0.0, "blur and noise of at least 0");
}

/// Share of the light that is left at each column of the picture.
std::vector<double> light_of_columns(int width_px, double side_shadow) {
  std::vector<double> light;
  for (int x = 0; x < width_px; ++x) {
    const float place = (static_cast<float>(x) + 0.5F) / static_cast<float>(width_px);
    const float dark = side_shadow > 0.0 ? ramp(place, 0.25F, 0.75F) : ramp(place, 0.75F, 0.25F);
    light.push_back(1.0 - std::abs(side_shadow) * static_cast<double>(dark));
  }
  return light;
}

double toned(double level, const CameraConditions& conditions) {
  const double curved = white * std::pow(std::max(0.0, level) / white, conditions.gamma);
  return 0.5 * white + conditions.contrast * (curved - 0.5 * white);
}

cv::Mat lit(const cv::Mat& rgb, const CameraConditions& conditions) {
  const std::vector<double> light = light_of_columns(rgb.cols, conditions.side_shadow);
  cv::Mat result(rgb.size(), CV_32FC3);
  for (int x = 0; x < rgb.cols; ++x) {
    std::array<float, 256> level_of{};
    for (std::size_t level = 0; level < level_of.size(); ++level) {
      const double seen = static_cast<double>(level) * light.at(static_cast<std::size_t>(x)) * conditions.light_gain;
      level_of.at(level) = static_cast<float>(toned(seen, conditions));
    }
    for (int y = 0; y < rgb.rows; ++y) {
      const auto& pixel = rgb.at<cv::Vec3b>(y, x);
      result.at<cv::Vec3f>(y, x) = {level_of.at(pixel[0]), level_of.at(pixel[1]), level_of.at(pixel[2])};
    }
  }
  // What is beyond white or black is lost in a sensor, before its noise.
  cv::min(result, white, result);
  cv::max(result, 0.0, result);
  return result;
}

void add_noise(cv::Mat& picture, const CameraConditions& conditions, std::int64_t frame_idx) {
  // Neighbouring seeds of OpenCV's generator begin alike, so they are drawn from another.
  std::seed_seq frame{static_cast<std::uint32_t>(conditions.noise_seed),
                      static_cast<std::uint32_t>(conditions.noise_seed >> 32U), static_cast<std::uint32_t>(frame_idx),
                      static_cast<std::uint32_t>(static_cast<std::uint64_t>(frame_idx) >> 32U)};
  cv::RNG random{std::mt19937_64{frame}()};
  cv::Mat noise(picture.size(), CV_32FC3);
  random.fill(noise, cv::RNG::NORMAL, 0.0, conditions.noise_sd);
  picture += noise;
}

}  // namespace

cv::Mat through_camera(const cv::Mat& rgb, const CameraConditions& conditions, std::int64_t frame_idx) {
  KIZASHI_CHECK(rgb.type() == CV_8UC3, "a colour picture");
  check(conditions);
  cv::Mat picture = lit(rgb, conditions);
  if (conditions.blur_px > 0.0) cv::GaussianBlur(picture, picture, {}, conditions.blur_px);
  if (conditions.noise_sd > 0.0) add_noise(picture, conditions, frame_idx);
  cv::Mat result;
  picture.convertTo(result, CV_8UC3);
  return result;
}

}  // namespace kizashi::synth
