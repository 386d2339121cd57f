// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/thumbnail.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "kizashi/media/jpeg.h"

namespace kizashi::media {

base::Result<Thumbnail> make_thumbnail(const cv::Mat& rgb, int longest_side_px) {
  const double scale = std::min(1.0, static_cast<double>(longest_side_px) / std::max(rgb.cols, rgb.rows));
  const auto scaled = [scale](int length_px) { return std::max(1, static_cast<int>(std::lround(scale * length_px))); };
  cv::Mat small;
  cv::resize(rgb, small, {scaled(rgb.cols), scaled(rgb.rows)}, 0.0, 0.0, cv::INTER_AREA);
  auto jpeg = encode_jpeg(small);
  if (!jpeg.ok()) return jpeg.error();
  return Thumbnail{small.cols, small.rows, *std::move(jpeg)};
}

}  // namespace kizashi::media
