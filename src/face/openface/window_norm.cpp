// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/window_norm.h"

#include <algorithm>
#include <cmath>

namespace kizashi::face::openface {

namespace {

constexpr int pixels = patch_side_px * patch_side_px;
constexpr int vector_size = 4;
static_assert(map_room % vector_size == 0);
constexpr int padded(int count) { return (count + vector_size - 1) / vector_size * vector_size; }
using Vector = Eigen::Array<double, vector_size, 1>;

/// Sums over patch_side_px rows, by column. Whole numbers below 2^53: exact, in any order.
struct ColumnSums {
  std::array<double, area_row_room> values{};
  std::array<double, area_row_room> squares{};
};

void add_row(const float* row, int side, double sign, ColumnSums& sums) {
  for (int x = 0; x < padded(side); ++x) {
    const auto value = static_cast<double>(row[x]);
    sums.values[static_cast<std::size_t>(x)] += sign * value;
    sums.squares[static_cast<std::size_t>(x)] += sign * value * value;
  }
}

Vector patch_sums(const double* columns) {
  Vector sums = Vector::Zero();
  for (int i = 0; i < patch_side_px; ++i) sums += Eigen::Map<const Vector>(columns + i);
  return sums;
}

/// Up to three places more than the row has.
void write_row(const ColumnSums& sums, int window, float* inverse_norms) {
  for (int x = 0; x < window; x += vector_size) {
    const Vector values = patch_sums(sums.values.data() + x);
    const Vector squares = patch_sums(sums.squares.data() + x);
    const Vector times_pixels = pixels * squares - values.square();  // |patch - mean|^2 of them: whole, so exact
    for (int i = 0; i < vector_size; ++i) {
      const auto squared = static_cast<float>(times_pixels[i]);
      const float of_other_than_flat = squared > 0.0F ? static_cast<float>(patch_side_px) : 0.0F;
      inverse_norms[x + i] = of_other_than_flat / std::sqrt(std::max(squared, 1.0F));
    }
  }
}

}  // namespace

void inverse_patch_norms(const PatchArea& area, MapValues& inverse_norms) {
  const int side = area.side_px;
  const int window = side - patch_side_px + 1;
  const auto row = [&area, side](int y) { return area.values.data() + static_cast<std::ptrdiff_t>(y) * side; };
  ColumnSums sums;
  for (int y = 0; y < patch_side_px - 1; ++y) add_row(row(y), side, 1.0, sums);
  for (int y = 0; y < window; ++y) {
    add_row(row(y + patch_side_px - 1), side, 1.0, sums);
    write_row(sums, window, inverse_norms.data() + static_cast<std::ptrdiff_t>(y) * window);
    add_row(row(y), side, -1.0, sums);
  }
}

}  // namespace kizashi::face::openface
