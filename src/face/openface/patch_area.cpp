// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/patch_area.h"

#include <cmath>
#include <cstdint>

#include "kizashi/base/check.h"

namespace kizashi::face::openface {

namespace {

// Places are whole numbers of 1/1024 pixel while they add up, and of 1/32 pixel when pixels are mixed.
constexpr int fine_bits = 10;
constexpr int mixing_bits = 5;
constexpr int mixing_steps = 1 << mixing_bits;
constexpr int half_mixing_step = 1 << (fine_bits - mixing_bits - 1);
static_assert(PatchArea::steps_per_level == mixing_steps * mixing_steps);
constexpr int vector_size = 8;
/// Farther out lies no picture, and fine places would not fit an int.
constexpr float far_px = 30000.0F;

int fine(double value_px) { return static_cast<int>(std::lrint(value_px * (1 << fine_bits))); }

/// Rounds like a product of two floats, which `a - b * c` must not where the compiler may fuse both steps.
float product(float a, float b) { return static_cast<float>(static_cast<double>(a) * static_cast<double>(b)); }

struct Place {
  int x;  ///< of the pixel to the upper left
  int y;
  int right;  ///< from there, in mixing steps
  int down;
};

Place place_at(int fine_x, int fine_y) {
  const int in_steps_x = fine_x >> (fine_bits - mixing_bits);
  const int in_steps_y = fine_y >> (fine_bits - mixing_bits);
  return {in_steps_x >> mixing_bits, in_steps_y >> mixing_bits, in_steps_x & (mixing_steps - 1),
          in_steps_y & (mixing_steps - 1)};
}

int mixed(int from, int to, int steps) { return mixing_steps * from + steps * (to - from); }

/// Four neighbouring pixels in one word: upper left, upper right, lower left, lower right.
std::uint32_t square_at(const std::uint8_t* upper, std::ptrdiff_t row_bytes) {
  const std::uint8_t* const lower = upper + row_bytes;
  const auto above = static_cast<std::uint32_t>(upper[0] | upper[1] << 8);
  const auto below = static_cast<std::uint32_t>(lower[0] | lower[1] << 8);
  return above | below << 16U;
}

int mixed_square(std::uint32_t square, int right, int down) {
  const auto pixel = [square](unsigned shift) { return static_cast<int>((square >> shift) & 0xFFU); };
  return mixed(mixed(pixel(0), pixel(8), right), mixed(pixel(16), pixel(24), right), down);
}

bool is_near(const Eigen::Vector2f& place_px) { return (place_px.array().abs() < far_px).all(); }

}  // namespace

PatchAreaSampler::PatchAreaSampler(const cv::Mat& gray, const Eigen::Matrix2f& picture_from_reference, int side_px)
    : gray_(gray),
      side_px_(side_px),
      padded_side_px_((side_px + vector_size - 1) / vector_size * vector_size),
      along_(picture_from_reference(0, 0)),
      across_(-picture_from_reference(0, 1)) {
  KIZASHI_CHECK(gray.type() == CV_8UC1 && !gray.empty(), "a grey picture");
  KIZASHI_CHECK(side_px > 0 && side_px <= area_side_px(max_window_px), "an area that fits");
  if (!is_near(static_cast<float>(side_px) * Eigen::Vector2f(along_, across_))) return;
  for (int x = 0; x < side_px; ++x) {
    steps_x_[static_cast<std::size_t>(x)] = fine(static_cast<double>(along_) * x);
    steps_y_[static_cast<std::size_t>(x)] = fine(static_cast<double>(across_) * x);
  }
}

PatchAreaSampler::FinePlace PatchAreaSampler::row_begin(const Eigen::Vector2f& corner_px, int y) const {
  return {fine(static_cast<double>(corner_px.x()) - static_cast<double>(across_) * y) + half_mixing_step,
          fine(static_cast<double>(corner_px.y()) + static_cast<double>(along_) * y) + half_mixing_step};
}

bool PatchAreaSampler::lies_inside(const Eigen::Vector2f& corner_px) const {
  constexpr float margin_px = 0.1F;  // more than rounding moves a place
  const float last = static_cast<float>(side_px_ - 1);
  const Eigen::Vector2f right(last * along_, last * across_);
  const Eigen::Vector2f down(-last * across_, last * along_);
  const Eigen::Array2f least = corner_px.array() + right.array().min(0.0F) + down.array().min(0.0F);
  const Eigen::Array2f most = corner_px.array() + right.array().max(0.0F) + down.array().max(0.0F);
  return least.minCoeff() >= margin_px && most.x() + margin_px < static_cast<float>(gray_.cols - 1) &&
         most.y() + margin_px < static_cast<float>(gray_.rows - 1);
}

/// In three steps, of which the compiler does the first and the last for several samples at once.
void PatchAreaSampler::sample_inside(const FinePlace& begin, float* row) const {
  const auto row_bytes = static_cast<int>(gray_.step);
  RowOfInts offsets;
  RowOfInts rights;
  RowOfInts downs;
  for (int i = 0; i < padded_side_px_; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const Place place = place_at(begin.x + steps_x_[at], begin.y + steps_y_[at]);
    offsets[at] = place.y * row_bytes + place.x;
    rights[at] = place.right;
    downs[at] = place.down;
  }
  std::array<std::uint32_t, area_row_room> squares{};
  for (int i = 0; i < side_px_; ++i) {
    const auto at = static_cast<std::size_t>(i);
    squares[at] = square_at(gray_.data + offsets[at], row_bytes);
  }
  for (int i = 0; i < padded_side_px_; ++i) {
    const auto at = static_cast<std::size_t>(i);
    row[i] = static_cast<float>(mixed_square(squares[at], rights[at], downs[at]));
  }
}

void PatchAreaSampler::sample_at_edge(const FinePlace& begin, float* row) const {
  const auto pixel = [this](int x, int y) -> int {
    return x >= 0 && x < gray_.cols && y >= 0 && y < gray_.rows ? gray_.ptr(y)[x] : 0;
  };
  for (int i = 0; i < side_px_; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const Place place = place_at(begin.x + steps_x_[at], begin.y + steps_y_[at]);
    const int upper = mixed(pixel(place.x, place.y), pixel(place.x + 1, place.y), place.right);
    const int lower = mixed(pixel(place.x, place.y + 1), pixel(place.x + 1, place.y + 1), place.right);
    row[i] = static_cast<float>(mixed(upper, lower, place.down));
  }
}

void PatchAreaSampler::sample(const Eigen::Vector2f& centre_px, PatchArea& area) const {
  area.side_px = side_px_;
  const float middle = 0.5F * static_cast<float>(side_px_ - 1);
  const float along = product(along_, middle);
  const float across = product(across_, middle);
  const Eigen::Vector2f corner_px((centre_px.x() - along) + across, (centre_px.y() - along) - across);
  if (!is_near(corner_px) || !is_near(static_cast<float>(side_px_) * Eigen::Vector2f(along_, across_))) {
    area.values.fill(0.0F);
    return;
  }
  const bool is_inside = lies_inside(corner_px);
  for (int y = 0; y < side_px_; ++y) {
    float* const row = area.values.data() + static_cast<std::ptrdiff_t>(y) * side_px_;
    const FinePlace begin = row_begin(corner_px, y);
    if (is_inside) {
      sample_inside(begin, row);
    } else {
      sample_at_edge(begin, row);
    }
  }
}

}  // namespace kizashi::face::openface
