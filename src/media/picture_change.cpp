// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/picture_change.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/media/area_shrink.h"

namespace kizashi::media {

namespace {

constexpr int thumbnail_side_px = 128;
constexpr int tile_side_px = 8;

cv::Mat luma_thumbnail(const cv::Mat& rgb) {
  cv::Mat luma;
  cv::cvtColor(shrunk_by_area(rgb, {thumbnail_side_px, thumbnail_side_px}), luma, cv::COLOR_RGB2GRAY);
  return luma;
}

double largest_tile_mean(const cv::Mat& difference) {
  constexpr std::size_t tiles_across = thumbnail_side_px / tile_side_px;
  int largest = 0;
  std::array<int, tiles_across> sums{};
  for (int y = 0; y < thumbnail_side_px; ++y) {
    if (y % tile_side_px == 0) sums.fill(0);
    const unsigned char* row = difference.ptr(y);
    for (int x = 0; x < thumbnail_side_px; ++x) sums[static_cast<std::size_t>(x / tile_side_px)] += row[x];
    largest = std::max(largest, *std::max_element(sums.begin(), sums.end()));
  }
  return static_cast<double>(largest) / (tile_side_px * tile_side_px);
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
