// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/window_norm.h"

#include <cmath>

namespace kizashi::face::openface {

namespace {

constexpr int pixels = patch_side_px * patch_side_px;

/// Sums over patch_side_px rows, by column. Whole numbers below 2^53: exact, in any order.
struct ColumnSums {
  std::array<double, area_side_px(max_window_px)> values{};
  std::array<double, area_side_px(max_window_px)> squares{};
};

void add_row(const float* row, int side, ColumnSums& sums) {
  for (int x = 0; x < side; ++x) {
    const auto value = static_cast<double>(row[x]);
    sums.values[static_cast<std::size_t>(x)] += value;
    sums.squares[static_cast<std::size_t>(x)] += value * value;
  }
}

void take_row_off(const float* row, int side, ColumnSums& sums) {
  for (int x = 0; x < side; ++x) {
    const auto value = static_cast<double>(row[x]);
    sums.values[static_cast<std::size_t>(x)] -= value;
    sums.squares[static_cast<std::size_t>(x)] -= value * value;
  }
}

void write_row(const ColumnSums& sums, int window, float* inverse_norms) {
  std::array<double, max_window_px> values{};
  std::array<double, max_window_px> squares{};
  for (int i = 0; i < patch_side_px; ++i) {
    for (int x = 0; x < window; ++x) {
      values[static_cast<std::size_t>(x)] += sums.values[static_cast<std::size_t>(x + i)];
      squares[static_cast<std::size_t>(x)] += sums.squares[static_cast<std::size_t>(x + i)];
    }
  }
  for (int x = 0; x < window; ++x) {
    const double value = values[static_cast<std::size_t>(x)];
    const double about_mean = squares[static_cast<std::size_t>(x)] - value * value / pixels;
    inverse_norms[x] = about_mean > 0.0 ? 1.0F / std::sqrt(static_cast<float>(about_mean)) : 0.0F;
  }
}

}  // namespace

void inverse_patch_norms(const PatchArea& area, MapValues& inverse_norms) {
  const int side = area.side_px;
  const int window = side - patch_side_px + 1;
  const auto row = [&area, side](int y) { return area.values.data() + static_cast<std::ptrdiff_t>(y) * side; };
  ColumnSums sums;
  for (int y = 0; y < patch_side_px - 1; ++y) add_row(row(y), side, sums);
  for (int y = 0; y < window; ++y) {
    add_row(row(y + patch_side_px - 1), side, sums);
    write_row(sums, window, inverse_norms.data() + static_cast<std::ptrdiff_t>(y) * window);
    take_row_off(row(y), side, sums);
  }
}

}  // namespace kizashi::face::openface
