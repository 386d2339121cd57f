// SPDX-License-Identifier: Apache-2.0
// Built with -ffp-contract=off: OpenCV rounds each product before it is added, and so must this.
#include "kizashi/media/area_shrink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <opencv2/core/hal/intrin.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace kizashi::media {

namespace {

constexpr std::size_t channels = 3;

/// Pixels to one, computed as OpenCV does.
double scale_of(int from, int to) { return 1.0 / (static_cast<double>(to) / from); }

bool is_whole(double scale) { return std::abs(scale - std::round(scale)) < std::numeric_limits<double>::epsilon(); }

/// A pixel and its share in the mean.
struct Share {
  std::size_t pixel;
  float weight;
};

/// A pixel of the smaller picture along one axis: its shares begin where those of the one before it end.
struct Cell {
  std::size_t shares_end;
};

/// Which pixels along one axis make up which, in OpenCV's order and with its weights.
class Axis {
 public:
  Axis(int from, int to) {
    const double scale = scale_of(from, to);
    for (int i = 0; i < to; ++i) {
      add_cell(i * scale, scale, from);
      cells_.push_back({shares_.size()});
    }
  }

  [[nodiscard]] const std::vector<Cell>& cells() const { return cells_; }
  [[nodiscard]] const std::vector<Share>& shares() const { return shares_; }

 private:
  void add_cell(double begin, double scale, int from) {
    constexpr double least_share = 1e-3;
    const double end = begin + scale;
    const double width = std::min(scale, from - begin);
    const int last = std::min(static_cast<int>(std::floor(end)), from - 1);
    const int first = std::min(static_cast<int>(std::ceil(begin)), last);
    if (first - begin > least_share) add(first - 1, (first - begin) / width);
    for (int pixel = first; pixel < last; ++pixel) add(pixel, 1.0 / width);
    if (end - last > least_share) add(last, std::min({end - last, 1.0, width}) / width);
  }

  void add(int pixel, double weight) {
    shares_.push_back({static_cast<std::size_t>(pixel), static_cast<float>(weight)});
  }

  std::vector<Share> shares_;
  std::vector<Cell> cells_;
};

/// The four bytes from a pixel's first on. OpenCV's load wants them where an integer may lie, which pixels do not.
cv::v_float32x4 lanes_of(const unsigned char* pixel) {
  alignas(std::int32_t) std::array<unsigned char, sizeof(std::int32_t)> bytes;
  std::memcpy(bytes.data(), pixel, bytes.size());
  return cv::v_cvt_f32(cv::v_reinterpret_as_s32(cv::v_load_expand_q(bytes.data())));
}

unsigned char rounded(float value) { return cv::saturate_cast<unsigned char>(value); }

/// Cells cut through pixels: sums of floats.
class CutShrinker {
 public:
  CutShrinker(const cv::Mat& rgb, cv::Size size_px)
      : rgb_(rgb),
        across_(rgb.cols, size_px.width),
        down_(rgb.rows, size_px.height),
        lanes_(lanes_of_pixel * static_cast<std::size_t>(size_px.width)),
        last_row_(rgb.ptr(rgb.rows - 1), rgb.ptr(rgb.rows - 1) + channels * static_cast<std::size_t>(rgb.cols)) {
    last_row_.push_back(0);  // pixels are read four bytes at a time
    for (std::vector<float>& row : narrowed_) row.resize(lanes_);
  }

  cv::Mat shrunk() {
    cv::Mat small(static_cast<int>(down_.cells().size()), static_cast<int>(across_.cells().size()), CV_8UC3);
    std::vector<float> sums(lanes_);
    std::size_t share_idx = 0;
    for (std::size_t y = 0; y < down_.cells().size(); ++y) {
      std::fill(sums.begin(), sums.end(), 0.0F);
      for (; share_idx < down_.cells()[y].shares_end; ++share_idx) {
        const Share& share = down_.shares()[share_idx];
        const std::vector<float>& row = narrowed(share.pixel);
        for (std::size_t i = 0; i < lanes_; ++i) sums[i] += share.weight * row[i];
      }
      write(sums, small.ptr(static_cast<int>(y)));
    }
    return small;
  }

 private:
  static constexpr std::size_t lanes_of_pixel = 4;  ///< three channels and a byte that nobody looks at
  static constexpr std::size_t rows_at_once = 4;    ///< sums that do not wait for each other

  [[nodiscard]] const unsigned char* row_at(std::size_t y) const {
    const auto last = static_cast<std::size_t>(rgb_.rows) - 1;
    return y >= last ? last_row_.data() : rgb_.data + rgb_.step * y;
  }

  /// A row whose cells are summed up across; the rows that follow it are made with it.
  const std::vector<float>& narrowed(std::size_t y) {
    if (y >= narrowed_end_) narrow(y);
    return narrowed_.at(y % rows_at_once);
  }

  void narrow(std::size_t y) {
    narrowed_end_ = y + rows_at_once;
    std::array<const unsigned char*, rows_at_once> rows{};
    std::array<float*, rows_at_once> sums{};
    for (std::size_t i = 0; i < rows_at_once; ++i) {
      rows.at(i) = row_at(y + i);
      sums.at(i) = narrowed_.at((y + i) % rows_at_once).data();
    }
    std::size_t share_idx = 0;
    for (std::size_t x = 0; x < across_.cells().size(); ++x) {
      std::array<cv::v_float32x4, rows_at_once> sum;
      for (cv::v_float32x4& one : sum) one = cv::v_setzero_f32();
      for (; share_idx < across_.cells()[x].shares_end; ++share_idx) {
        const Share& share = across_.shares()[share_idx];
        const cv::v_float32x4 weight = cv::v_setall_f32(share.weight);
        for (std::size_t i = 0; i < rows_at_once; ++i) {
          sum[i] = sum[i] + lanes_of(rows[i] + channels * share.pixel) * weight;
        }
      }
      for (std::size_t i = 0; i < rows_at_once; ++i) cv::v_store(sums[i] + lanes_of_pixel * x, sum[i]);
    }
  }

  void write(const std::vector<float>& sums, unsigned char* row) const {
    for (std::size_t x = 0; x < across_.cells().size(); ++x) {
      for (std::size_t c = 0; c < channels; ++c) row[channels * x + c] = rounded(sums[lanes_of_pixel * x + c]);
    }
  }

  const cv::Mat& rgb_;
  Axis across_;
  Axis down_;
  std::size_t lanes_;
  std::vector<unsigned char> last_row_;
  std::array<std::vector<float>, rows_at_once> narrowed_;  ///< of the rows before narrowed_end_
  std::size_t narrowed_end_ = 0;
};

void add_row(const unsigned char* __restrict row, std::vector<std::uint16_t>& sums) {
  std::uint16_t* __restrict sum = sums.data();
  const std::size_t count = sums.size();
  for (std::size_t k = 0; k < count; ++k) sum[k] = static_cast<std::uint16_t>(sum[k] + row[k]);
}

/// One row of means from sums down the columns, three channels at a time.
void write_means(const std::vector<std::uint16_t>& sums, std::size_t pixels_across, float share, unsigned char* pixel) {
  for (const std::uint16_t *at = sums.data(), *end = at + sums.size(); at != end; pixel += channels) {
    std::array<int, channels> sum{};
    for (std::size_t i = 0; i < pixels_across; ++i, at += channels) {
      for (std::size_t c = 0; c < channels; ++c) sum[c] += at[c];
    }
    for (std::size_t c = 0; c < channels; ++c) pixel[c] = rounded(static_cast<float>(sum[c]) * share);
  }
}

/// Cells of whole pixels: sums of whole numbers.
cv::Mat shrunk_by_whole(const cv::Mat& rgb, cv::Size size_px) {
  const auto pixels_across = static_cast<std::size_t>(rgb.cols / size_px.width);
  const int pixels_down = rgb.rows / size_px.height;
  const float share = 1.0F / static_cast<float>(pixels_across * static_cast<std::size_t>(pixels_down));
  std::vector<std::uint16_t> sums(channels * static_cast<std::size_t>(rgb.cols));
  cv::Mat small(size_px, CV_8UC3);
  for (int y = 0; y < size_px.height; ++y) {
    std::fill(sums.begin(), sums.end(), std::uint16_t{0});
    for (int i = 0; i < pixels_down; ++i) add_row(rgb.ptr(y * pixels_down + i), sums);
    write_means(sums, pixels_across, share, small.ptr(y));
  }
  return small;
}

}  // namespace

cv::Mat shrunk_by_area(const cv::Mat& rgb, cv::Size size_px) {
  const double scale_x = scale_of(rgb.cols, size_px.width);
  const double scale_y = scale_of(rgb.rows, size_px.height);
  const bool is_cut = !is_whole(scale_x) || !is_whole(scale_y);
  // OpenCV rounds the mean of two by two pixels in a way of its own; beyond 128 rows, sums leave 16 bits.
  const bool is_own =
      scale_x > 1.0 && scale_y > 1.0 && (is_cut || ((scale_x != 2.0 || scale_y != 2.0) && scale_y < 128));
  if (rgb.type() == CV_8UC3 && is_own)
    return is_cut ? CutShrinker(rgb, size_px).shrunk() : shrunk_by_whole(rgb, size_px);
  cv::Mat small;
  cv::resize(rgb, small, size_px, 0.0, 0.0, cv::INTER_AREA);
  return small;
}

}  // namespace kizashi::media
