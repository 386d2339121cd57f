// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/picture_maps.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kizashi/base/check.h"

namespace kizashi::face::openface {

namespace {

constexpr int channel_count = 3;

/// The two source pixels on one axis that a pixel is mixed from. Those outside the picture count nothing, which makes
/// them 0.
struct Mix {
  int low = 0;
  int high = 0;
  float low_share = 0.0F;
  float high_share = 0.0F;
};

struct Axis {
  int region_start = 0;
  int region_length = 0;
  int picture_length = 0;
};

/// Pixel centres lie half a pixel inside; beyond the region's first and last pixel centres the value stays.
std::vector<Mix> mixes_of(const Axis& axis, int length) {
  const double step = 1.0 / (static_cast<double>(length) / axis.region_length);
  std::vector<Mix> mixes(static_cast<std::size_t>(length));
  for (int i = 0; i < length; ++i) {
    const auto place = static_cast<float>((i + 0.5) * step - 0.5);
    const auto below = static_cast<int>(std::floor(place));
    const bool is_between = below >= 0 && below + 1 < axis.region_length;
    const float share = is_between ? place - static_cast<float>(below) : 0.0F;
    const int low = axis.region_start + std::clamp(below, 0, axis.region_length - 1);
    const int high = is_between ? low + 1 : low;
    const auto is_inside = [&](int at) { return at >= 0 && at < axis.picture_length; };
    mixes[static_cast<std::size_t>(i)] = {is_inside(low) ? low : 0, is_inside(high) ? high : 0,
                                          is_inside(low) ? 1.0F - share : 0.0F, is_inside(high) ? share : 0.0F};
  }
  return mixes;
}

float mixed(const std::uint8_t* row, const Mix& x, int channel) {
  return static_cast<float>(row[x.low * channel_count + channel]) * x.low_share +
         static_cast<float>(row[x.high * channel_count + channel]) * x.high_share;
}

}  // namespace

void resize_to_maps(const cv::Mat& picture, const cv::Rect& region, const cv::Size& size, FeatureMaps& maps) {
  KIZASHI_CHECK(picture.type() == CV_8UC3 && !picture.empty(), "pictures have three channels");
  KIZASHI_CHECK(region.width > 0 && region.height > 0 && size.width > 0 && size.height > 0,
                "there is something to see");
  const std::vector<Mix> columns = mixes_of({region.x, region.width, picture.cols}, size.width);
  const std::vector<Mix> rows = mixes_of({region.y, region.height, picture.rows}, size.height);
  maps.reshape({channel_count, size.width, size.height});
  for (int y = 0; y < size.height; ++y) {
    const Mix& row = rows[static_cast<std::size_t>(y)];
    const auto* low = picture.ptr<std::uint8_t>(row.low);
    const auto* high = picture.ptr<std::uint8_t>(row.high);
    for (int channel = 0; channel < channel_count; ++channel) {
      float* to = maps.row(channel, y);
      for (const Mix& x : columns) {
        const float value = mixed(low, x, channel) * row.low_share + mixed(high, x, channel) * row.high_share;
        *to++ = (value - 127.5F) * (1.0F / 128.0F);
      }
    }
  }
}

}  // namespace kizashi::face::openface
