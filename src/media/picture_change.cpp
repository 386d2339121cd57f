// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/picture_change.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "kizashi/base/check.h"

namespace kizashi::media {

namespace {

constexpr int thumbnail_side_px = 128;
constexpr int tile_side_px = 8;

cv::Mat luma_thumbnail(const cv::Mat& rgb) {
  cv::Mat small;
  cv::resize(rgb, small, {thumbnail_side_px, thumbnail_side_px}, 0.0, 0.0, cv::INTER_AREA);
  cv::Mat luma;
  cv::cvtColor(small, luma, cv::COLOR_RGB2GRAY);
  return luma;
}

double largest_tile_mean(const cv::Mat& difference) {
  double largest = 0.0;
  for (int y = 0; y < thumbnail_side_px; y += tile_side_px) {
    for (int x = 0; x < thumbnail_side_px; x += tile_side_px) {
      largest = std::max(largest, cv::mean(difference(cv::Rect(x, y, tile_side_px, tile_side_px)))[0]);
    }
  }
  return largest;
}

}  // namespace

std::optional<double> PictureChange::add(const cv::Mat& rgb) {
  KIZASHI_CHECK(!rgb.empty(), "a picture has pixels");
  const cv::Mat before = std::exchange(last_luma_, luma_thumbnail(rgb));
  if (before.empty()) return std::nullopt;
  cv::Mat difference;
  cv::absdiff(before, last_luma_, difference);
  return largest_tile_mean(difference);
}

}  // namespace kizashi::media
