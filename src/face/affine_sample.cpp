// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/affine_sample.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <opencv2/core/hal/intrin.hpp>
#include <vector>

#include "kizashi/base/check.h"

namespace kizashi::face {

namespace {

// Places are whole numbers of 1/1024 pixel while they add up, and of 1/32 pixel when pixels are mixed.
constexpr int fine_bits = 10;
constexpr int mixing_bits = 5;
constexpr int mixing_steps = 1 << mixing_bits;
constexpr int half_mixing_step = 1 << (fine_bits - mixing_bits - 1);
constexpr int half_weight = 1 << (2 * mixing_bits - 1);
constexpr std::size_t channels = 3;
/// A pixel and its three neighbours to the right are read at once, and a byte more is written than a pixel has.
constexpr int pixels_read = 4;
constexpr int bytes_written = 4;

int fine(double value_px) { return static_cast<int>(std::lrint(value_px * (1 << fine_bits))); }

/// A place in the frame: the pixel to its upper left, and how far it lies from there in mixing steps.
struct Place {
  int x;
  int y;
  int right;
  int down;
};

/// Where the samples of one row lie.
class RowPlaces {
 public:
  RowPlaces(const cv::Matx23d& map, const cv::Rect& part) {
    for (int x = part.x; x < part.br().x; ++x) {
      steps_x_.push_back(fine(map(0, 0) * x));
      steps_y_.push_back(fine(map(1, 0) * x));
    }
  }

  void begin_row(const cv::Matx23d& map, int y) {
    origin_x_ = fine(map(0, 1) * y + map(0, 2)) + half_mixing_step;
    origin_y_ = fine(map(1, 1) * y + map(1, 2)) + half_mixing_step;
  }

  [[nodiscard]] Place at(std::size_t x) const {
    const int in_steps_x = (origin_x_ + steps_x_[x]) >> (fine_bits - mixing_bits);
    const int in_steps_y = (origin_y_ + steps_y_[x]) >> (fine_bits - mixing_bits);
    return {in_steps_x >> mixing_bits, in_steps_y >> mixing_bits, in_steps_x & (mixing_steps - 1),
            in_steps_y & (mixing_steps - 1)};
  }

 private:
  std::vector<int> steps_x_;  ///< from the row's first sample
  std::vector<int> steps_y_;
  int origin_x_ = 0;
  int origin_y_ = 0;
};

void mix_at_edge(const cv::Mat& rgb, const Place& place, unsigned char* sample) {
  const auto pixel = [&rgb](int x, int y) {
    const int in_row = static_cast<int>(channels) * std::clamp(x, 0, rgb.cols - 1);
    return rgb.data + rgb.step * static_cast<std::size_t>(std::clamp(y, 0, rgb.rows - 1)) + in_row;
  };
  const unsigned char* const upper_left = pixel(place.x, place.y);
  const unsigned char* const upper_right = pixel(place.x + 1, place.y);
  const unsigned char* const lower_left = pixel(place.x, place.y + 1);
  const unsigned char* const lower_right = pixel(place.x + 1, place.y + 1);
  for (std::size_t c = 0; c < channels; ++c) {
    const int above = upper_left[c] * (mixing_steps - place.right) + upper_right[c] * place.right;
    const int below = lower_left[c] * (mixing_steps - place.right) + lower_right[c] * place.right;
    const int sum = above * (mixing_steps - place.down) + below * place.down;
    sample[c] = static_cast<unsigned char>((sum + half_weight) >> (2 * mixing_bits));
  }
}

/// A pixel next to its right neighbour, channel by channel: r r' g g' b b' ..
cv::v_int16x8 with_neighbour(const unsigned char* pixel) {
  cv::v_uint16x8 pairs;
  cv::v_uint16x8 unused;
  cv::v_zip(cv::v_load_expand(pixel), cv::v_load_expand(pixel + channels), pairs, unused);
  return cv::v_reinterpret_as_s16(pairs);
}

/// A sample inside the frame: where its upper left pixel stands, and the weights of a pixel and of its right neighbour,
/// 16 bits each, in the upper and in the lower row.
struct Mix {
  int offset;
  int upper_weights;
  int lower_weights;
};

/// Red, green and blue, a word each.
cv::v_int32x4 mixed(const unsigned char* rgb, std::size_t row_bytes, const Mix& mix) {
  const unsigned char* upper = rgb + mix.offset;
  const auto weights = [](int both) { return cv::v_reinterpret_as_s16(cv::v_setall_s32(both)); };
  const cv::v_int32x4 sum = cv::v_dotprod(with_neighbour(upper), weights(mix.upper_weights)) +
                            cv::v_dotprod(with_neighbour(upper + row_bytes), weights(mix.lower_weights));
  return (sum + cv::v_setall_s32(half_weight)) >> (2 * mixing_bits);
}

bool lies_inside(const cv::Mat& rgb, const Place& place) {
  return place.x >= 0 && place.x + pixels_read <= rgb.cols && place.y >= 0 && place.y + 1 < rgb.rows;
}

/// One row of samples after the other.
class RowSampler {
 public:
  RowSampler(const cv::Mat& rgb, const cv::Matx23d& map, const cv::Rect& part)
      : rgb_(rgb), map_(map), places_(map, part), width_(static_cast<std::size_t>(part.width)), mixes_(width_) {}

  /// Writes a few bytes more than the row has.
  void sample(int y, unsigned char* row) {
    places_.begin_row(map_, y);
    // Places lie on a line: those inside the frame have no other between them.
    std::size_t begin = 0;
    while (begin < width_ && !lies_inside(rgb_, places_.at(begin))) ++begin;
    std::size_t end = width_;
    while (end > begin && !lies_inside(rgb_, places_.at(end - 1))) --end;
    mix_inner(begin, end, row);
    for (std::size_t x = 0; x < begin; ++x) mix_at_edge(rgb_, places_.at(x), row + channels * x);
    for (std::size_t x = end; x < width_; ++x) mix_at_edge(rgb_, places_.at(x), row + channels * x);
  }

 private:
  /// In two steps, of which the compiler does the first for several samples at once.
  void mix_inner(std::size_t begin, std::size_t end, unsigned char* row) {
    const int row_bytes = static_cast<int>(rgb_.step);
    for (std::size_t x = begin; x < end; ++x) {
      const Place place = places_.at(x);
      const int across = (mixing_steps - place.right) + (place.right << 16);
      mixes_[x] = {place.y * row_bytes + place.x * static_cast<int>(channels), across * (mixing_steps - place.down),
                   across * place.down};
    }
    for (std::size_t x = begin; x < end; ++x) {
      const cv::v_int16x8 words = cv::v_pack(mixed(rgb_.data, rgb_.step, mixes_[x]), cv::v_setzero_s32());
      const std::uint32_t pixel = cv::v_reinterpret_as_u32(cv::v_pack_u(words, words)).get0();
      std::memcpy(row + channels * x, &pixel, bytes_written);
    }
  }

  const cv::Mat& rgb_;
  cv::Matx23d map_;
  RowPlaces places_;
  std::size_t width_;
  std::vector<Mix> mixes_;
};

}  // namespace

cv::Mat sample_affine(const cv::Mat& rgb, const cv::Matx23f& frame_from_sample, const cv::Rect& part) {
  KIZASHI_CHECK(rgb.type() == CV_8UC3 && !rgb.empty() && !part.empty(), "a picture to sample, and samples");
  cv::Mat samples(part.size(), CV_8UC3);
  RowSampler sampler(rgb, frame_from_sample, part);
  const std::size_t row_bytes = channels * static_cast<std::size_t>(part.width);
  std::vector<unsigned char> row(row_bytes + bytes_written);
  for (int y = 0; y < part.height; ++y) {
    sampler.sample(part.y + y, row.data());
    std::memcpy(samples.ptr(y), row.data(), row_bytes);
  }
  return samples;
}

}  // namespace kizashi::face
