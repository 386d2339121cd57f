// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/hog.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "kizashi/base/check.h"

namespace kizashi::face::openface {

namespace {

constexpr int cell_px = 8;
constexpr int cells = aligned_side_px / cell_px;
constexpr int kept_cells = cells - 2;  ///< those that have neighbours on every side
constexpr int orientations = 18;       ///< of 360 degrees
constexpr int directions = orientations / 2;
constexpr int bins = orientations + directions + 4;
static_assert(kept_cells * kept_cells * bins == hog_size);

/// Where one pixel's gradient is split between two cells, along one axis.
struct Share {
  int cell = 0;  ///< the nearer to the picture's first pixel; -1 is none, and so is the one after the last
  float of_next = 0.0F;
};

constexpr std::array<Share, aligned_side_px> shares_of_cells() {
  std::array<Share, aligned_side_px> shares;
  for (int i = 0; i < aligned_side_px; ++i) {
    const int in_halves = 2 * i + 1 - cell_px;  // pixels' middles, from the first cell's
    const int cell = (in_halves + 2 * cell_px) / (2 * cell_px) - 1;
    shares[static_cast<std::size_t>(i)] = {cell, static_cast<float>(in_halves - 2 * cell_px * cell) / (2 * cell_px)};
  }
  return shares;
}
constexpr std::array<Share, aligned_side_px> shares = shares_of_cells();

/// The strongest gradient of any channel, by column of one row. Whole numbers, in float for speed.
struct RowGradients {
  alignas(32) std::array<float, aligned_side_px> right{};
  alignas(32) std::array<float, aligned_side_px> down{};
  alignas(32) std::array<float, aligned_side_px> squared{};
};

struct Columns {
  int begin;
  int end;
};

void take_stronger(const cv::Mat& channel, int y, const Columns& columns, RowGradients& gradients) {
  const auto* const above = channel.ptr<std::uint8_t>(y - 1);
  const auto* const here = channel.ptr<std::uint8_t>(y);
  const auto* const below = channel.ptr<std::uint8_t>(y + 1);
  float* const best_right = gradients.right.data();
  float* const best_down = gradients.down.data();
  float* const best_squared = gradients.squared.data();
  for (int x = columns.begin; x < columns.end; ++x) {
    const auto right = static_cast<float>(here[x + 1] - here[x - 1]);
    const auto down = static_cast<float>(below[x] - above[x]);
    const float squared = right * right + down * down;
    const bool is_stronger = squared > best_squared[x];
    best_right[x] = is_stronger ? right : best_right[x];
    best_down[x] = is_stronger ? down : best_down[x];
    best_squared[x] = is_stronger ? squared : best_squared[x];
  }
}

/// Of equally strong channels the original takes blue before green before red where it looks at eight pixels at once,
/// and red before green before blue in the six columns that are left over.
RowGradients gradients_of_row(const std::array<cv::Mat, 3>& rgb, int y) {
  constexpr Columns by_eight{1, 105};
  constexpr Columns left_over{105, aligned_side_px - 1};
  RowGradients gradients;
  for (const std::size_t channel : {2U, 1U, 0U}) take_stronger(rgb[channel], y, by_eight, gradients);
  for (const std::size_t channel : {0U, 1U, 2U}) take_stronger(rgb[channel], y, left_over, gradients);
  return gradients;
}

/// Unit vectors 20 degrees apart, in 1/10000: whole products, so that equal ones are equal.
constexpr std::array<std::array<float, 2>, directions> direction_vectors = {{{10000, 0},
                                                                             {9397, 3420},
                                                                             {7660, 6428},
                                                                             {5000, 8660},
                                                                             {1736, 9848},
                                                                             {-1736, 9848},
                                                                             {-5000, 8660},
                                                                             {-7660, 6428},
                                                                             {-9397, 3420}}};

using RowOrientations = std::array<std::int32_t, aligned_side_px>;

void find_orientations(const RowGradients& gradients, RowOrientations& orientation_of) {
  for (std::size_t x = 0; x < aligned_side_px; ++x) {
    const float right = gradients.right[x];
    const float down = gradients.down[x];
    float best = 0.0F;
    std::int32_t orientation = 0;
    for (int i = 0; i < directions; ++i) {
      const auto& vector = direction_vectors[static_cast<std::size_t>(i)];
      const float along = vector[0] * right + vector[1] * down;
      orientation = along > best ? i : orientation;
      best = along > best ? along : best;
      orientation = -along > best ? i + directions : orientation;
      best = -along > best ? -along : best;
    }
    orientation_of[x] = orientation;
  }
}

/// Histograms of the cells with a frame of unused ones, cell by cell.
constexpr int framed_cells = cells + 2;
using Row = Eigen::Array<float, orientations, framed_cells>;  ///< one column a cell
using Histograms = std::array<Row, framed_cells>;

void add_row(const RowGradients& gradients, Row& row) {
  RowOrientations orientation_of;
  find_orientations(gradients, orientation_of);
  alignas(32) std::array<float, aligned_side_px> strengths;
  for (std::size_t x = 0; x < aligned_side_px; ++x) strengths[x] = std::sqrt(gradients.squared[x]);
  for (std::size_t x = 1; x + 1 < aligned_side_px; ++x) {
    float* const bin = row.data() + std::ptrdiff_t{shares[x].cell + 1} * orientations + orientation_of[x];
    const float of_next = strengths[x] * shares[x].of_next;
    bin[0] += strengths[x] - of_next;
    bin[orientations] += of_next;
  }
}

Histograms histograms_of(const cv::Mat& aligned_rgb) {
  std::array<cv::Mat, 3> channels;
  cv::split(aligned_rgb, channels.data());
  Histograms histograms;
  for (Row& row : histograms) row.setZero();
  for (int y = 1; y + 1 < aligned_side_px; ++y) {
    Row row = Row::Zero();
    add_row(gradients_of_row(channels, y), row);
    const Share& share = shares[static_cast<std::size_t>(y)];
    const auto upper = static_cast<std::size_t>(share.cell + 1);
    histograms[upper] += (1.0F - share.of_next) * row;
    histograms[upper + 1] += share.of_next * row;
  }
  return histograms;
}

using CellValues = Eigen::Array<float, cells, cells>;

/// 1 / |the gradients of four cells|, by the first of them.
CellValues block_factors(const Histograms& histograms) {
  constexpr float least_energy = 1e-4F;
  CellValues energies;
  for (int y = 0; y < cells; ++y) {
    const auto row = histograms[static_cast<std::size_t>(y + 1)].middleCols<cells>(1);
    energies.row(y) = (row.topRows<directions>() + row.bottomRows<directions>()).square().colwise().sum();
  }
  CellValues factors = CellValues::Zero();
  constexpr int blocks = cells - 1;
  factors.topLeftCorner<blocks, blocks>() =
      (energies.topLeftCorner<blocks, blocks>() + energies.topRightCorner<blocks, blocks>() +
       energies.bottomLeftCorner<blocks, blocks>() + energies.bottomRightCorner<blocks, blocks>() + least_energy)
          .cast<double>()  // Eigen's roots of floats are not the same on every processor
          .rsqrt()
          .cast<float>();
  return factors;
}

/// The features of one cell, from its histogram and the factors of the four blocks that hold it.
void write_cell(const Eigen::Array<float, orientations, 1>& histogram, const Eigen::Array4f& factors, float* features) {
  constexpr float most = 0.2F;
  constexpr float texture_weight = 0.2357F;
  using Undirected = Eigen::Array<float, directions, 1>;
  const Undirected undirected = histogram.head<directions>() + histogram.tail<directions>();
  Eigen::Map<Eigen::Array<float, bins, 1>> cell(features);
  cell.setZero();
  for (int i = 0; i < 4; ++i) {
    const Eigen::Array<float, orientations, 1> cut = (histogram * factors[i]).min(most);
    cell.head<orientations>() += 0.5F * cut;
    cell.segment<directions>(orientations) += 0.5F * (undirected * factors[i]).min(most);
    cell[orientations + directions + i] = texture_weight * cut.sum();
  }
}

}  // namespace

Eigen::VectorXf hog_of(const cv::Mat& aligned_rgb) {
  KIZASHI_CHECK(aligned_rgb.type() == CV_8UC3 && aligned_rgb.size() == cv::Size(aligned_side_px, aligned_side_px),
                "an aligned face");
  const Histograms histograms = histograms_of(aligned_rgb);
  const CellValues factors = block_factors(histograms);
  Eigen::VectorXf features(hog_size);
  float* cell = features.data();
  for (int y = 0; y < kept_cells; ++y) {
    for (int x = 0; x < kept_cells; ++x, cell += bins) {
      const Eigen::Array4f around(factors(y + 1, x + 1), factors(y, x + 1), factors(y + 1, x), factors(y, x));
      write_cell(histograms[static_cast<std::size_t>(y + 2)].col(x + 2), around, cell);
    }
  }
  return features;
}

}  // namespace kizashi::face::openface
