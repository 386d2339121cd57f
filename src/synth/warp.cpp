// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/warp.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "kizashi/base/check.h"

namespace kizashi::synth {

namespace {

/// Movements are smooth, so their inverse is sought on a grid this many times coarser.
constexpr int coarseness = 4;
/// Rounds of the search, and the part of the way that each goes: stretched places (slope up to 1.1) and compressed ones
/// (up to -0.8) both come within a hundredth of a pixel.
constexpr int rounds = 40;
constexpr double step = 0.7;

cv::Mat identity_map(const cv::Size& size_px) {
  cv::Mat map(size_px, CV_32FC2);
  for (int y = 0; y < map.rows; ++y) {
    for (int x = 0; x < map.cols; ++x) map.at<cv::Vec2f>(y, x) = {static_cast<float>(x), static_cast<float>(y)};
  }
  return map;
}

/// The offset o at each place p of the coarse grid with o = -displacement(p + o), in pixels of the fine one.
cv::Mat coarse_offset(const cv::Mat& displacement_px) {
  const cv::Size size_px(std::max(1, displacement_px.cols / coarseness),
                         std::max(1, displacement_px.rows / coarseness));
  cv::Mat displacement;
  cv::resize(displacement_px, displacement, size_px, 0.0, 0.0, cv::INTER_AREA);
  const cv::Scalar per_fine_pixel(static_cast<double>(size_px.width) / displacement_px.cols,
                                  static_cast<double>(size_px.height) / displacement_px.rows);
  const cv::Mat here = identity_map(size_px);
  cv::Mat offset = -displacement;
  for (int round = 1; round < rounds; ++round) {
    cv::Mat place;
    cv::multiply(offset, per_fine_pixel, place);
    offset -= step * (offset + sampled(displacement, here + place));
  }
  return offset;
}

}  // namespace

cv::Mat source_of(const cv::Mat& displacement_px) {
  KIZASHI_CHECK(displacement_px.type() == CV_32FC2, "a displacement in x and y at every pixel");
  cv::Mat here = identity_map(displacement_px.size());
  if (cv::norm(displacement_px, cv::NORM_INF) == 0.0) return here;
  cv::Mat offset;
  cv::resize(coarse_offset(displacement_px), offset, displacement_px.size(), 0.0, 0.0, cv::INTER_LINEAR);
  return here + offset - step * (offset + sampled(displacement_px, here + offset));
}

cv::Mat sampled(const cv::Mat& picture, const cv::Mat& source_px) {
  cv::Mat seen;
  cv::remap(picture, seen, source_px, cv::noArray(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  return seen;
}

cv::Vec3b mixed(const cv::Vec3b& first, const cv::Vec3f& second, float share_of_second) {
  cv::Vec3b mix;
  for (int channel = 0; channel < 3; ++channel) {
    mix[channel] = cv::saturate_cast<std::uint8_t>(static_cast<float>(first[channel]) * (1.0F - share_of_second) +
                                                   second[channel] * share_of_second);
  }
  return mix;
}

}  // namespace kizashi::synth
