// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/convolution.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "kizashi/base/check.h"

namespace kizashi::face::openface {

namespace {

// Six maps by sixteen pixels fill the sixteen registers of eight floats that x86-64-v3 has: twelve sums, two runs of
// pixels, one weight.
constexpr int most_maps_at_once = 6;
constexpr int run_length = 8;
constexpr int pixels_at_once = 2 * run_length;
static_assert(pixels_at_once <= FeatureMaps::slack);

using Run = Eigen::Array<float, run_length, 1>;
using SourceRun = Eigen::Map<const Run, Eigen::Unaligned>;
using TargetRun = Eigen::Map<Run, Eigen::Unaligned>;

struct Taps {
  const float* weights;
  const int* offsets;
  std::size_t count;
};

struct Finish {
  const float* biases;
  const float* slopes;
};

/// Sixteen neighbouring pixels of `maps` output maps. Rows of input and output lie equally far apart, so a tap is one
/// offset for all pixels; those between the end of an output row and the start of the next come out as nonsense.
template <std::size_t maps>
inline void convolve_pixels(const float* input, const Taps& taps, const Finish& finish, float* output, int map_step) {
  std::array<Run, maps> low;
  std::array<Run, maps> high;
  for (std::size_t m = 0; m < maps; ++m) low[m] = high[m] = Run::Constant(finish.biases[m]);
  for (std::size_t tap = 0; tap < taps.count; ++tap) {
    const float* from = input + taps.offsets[tap];
    const Run first = SourceRun(from);
    const Run second = SourceRun(from + run_length);
    const float* weights = taps.weights + tap * maps;
    for (std::size_t m = 0; m < maps; ++m) {
      low[m] += weights[m] * first;
      high[m] += weights[m] * second;
    }
  }
  for (std::size_t m = 0; m < maps; ++m) {
    const float slope = finish.slopes[m];
    float* to = output + static_cast<std::ptrdiff_t>(m) * map_step;
    TargetRun{to} = low[m].max(0.0F) + slope * low[m].min(0.0F);
    TargetRun{to + run_length} = high[m].max(0.0F) + slope * high[m].min(0.0F);
  }
}

template <std::size_t maps>
void convolve_maps(const FeatureMaps& input, const Taps& taps, const Finish& finish, int first_map,
                   FeatureMaps& output) {
  const int count = (output.shape().height - 1) * output.row_step() + output.shape().width;
  const float* from = input.row(0, 0);
  float* to = output.row(first_map, 0);
  for (int pixel = 0; pixel < count; pixel += pixels_at_once) {
    convolve_pixels<maps>(from + pixel, taps, finish, to + pixel, output.map_step());
  }
}

using ConvolveMaps = void (*)(const FeatureMaps&, const Taps&, const Finish&, int, FeatureMaps&);
constexpr std::array<ConvolveMaps, most_maps_at_once> convolve_by_count = {
    convolve_maps<1>, convolve_maps<2>, convolve_maps<3>, convolve_maps<4>, convolve_maps<5>, convolve_maps<6>};

std::vector<std::vector<RowMajorMatrix>> one_pixel_kernels(const Eigen::MatrixXf& weights) {
  std::vector<std::vector<RowMajorMatrix>> kernels(static_cast<std::size_t>(weights.rows()));
  for (Eigen::Index in = 0; in < weights.rows(); ++in) {
    for (Eigen::Index out = 0; out < weights.cols(); ++out) {
      kernels[static_cast<std::size_t>(in)].push_back(RowMajorMatrix::Constant(1, 1, weights(in, out)));
    }
  }
  return kernels;
}

}  // namespace

Convolution::Convolution(const ConvolutionLayer& layer) : biases_(layer.biases) { pack(layer.kernels); }

Convolution::Convolution(const FullyConnectedLayer& layer) : biases_(layer.biases) {
  pack(one_pixel_kernels(layer.weights));
}

void Convolution::set_rectifier(const Eigen::VectorXf& slopes) {
  KIZASHI_CHECK(slopes.size() == biases_.size(), "each output map has a slope");
  slopes_ = slopes;
}

void Convolution::pack(const std::vector<std::vector<RowMajorMatrix>>& kernels) {
  KIZASHI_CHECK(!kernels.empty() && !kernels.front().empty() && kernels.front().front().size() > 0,
                "a convolution has kernels");
  input_count_ = static_cast<int>(kernels.size());
  kernel_width_ = static_cast<int>(kernels.front().front().cols());
  kernel_height_ = static_cast<int>(kernels.front().front().rows());
  slopes_ = Eigen::VectorXf::Ones(biases_.size());
  const int tap_count = kernel_width_ * kernel_height_;
  const int group_count = (output_count() + most_maps_at_once - 1) / most_maps_at_once;
  for (int g = 0; g < group_count; ++g) {
    const int first = g * output_count() / group_count;
    groups_.push_back({first, (g + 1) * output_count() / group_count - first, {}});
  }
  for (const std::vector<RowMajorMatrix>& of_input : kernels) {
    KIZASHI_CHECK(static_cast<Eigen::Index>(of_input.size()) == biases_.size(), "each output map has a kernel");
    for (const RowMajorMatrix& kernel : of_input) {
      KIZASHI_CHECK(kernel.cols() == kernel_width_ && kernel.rows() == kernel_height_, "kernels are of one size");
    }
    for (int tap = 0; tap < tap_count; ++tap) {
      for (Group& group : groups_) {
        for (int m = 0; m < group.map_count; ++m) {
          group.weights.push_back(of_input[static_cast<std::size_t>(group.first_map + m)].data()[tap]);
        }
      }
    }
  }
}

std::vector<int> Convolution::tap_offsets(const FeatureMaps& input) const {
  std::vector<int> offsets;
  offsets.reserve(static_cast<std::size_t>(input_count_ * kernel_height_ * kernel_width_));
  for (int map = 0; map < input_count_; ++map) {
    for (int y = 0; y < kernel_height_; ++y) {
      for (int x = 0; x < kernel_width_; ++x) offsets.push_back(map * input.map_step() + y * input.row_step() + x);
    }
  }
  return offsets;
}

void Convolution::run(const FeatureMaps& input, FeatureMaps& output) const {
  KIZASHI_CHECK(input.shape().map_count == input_count_, "each input map has its kernels");
  const int width = input.shape().width - kernel_width_ + 1;
  const int height = input.shape().height - kernel_height_ + 1;
  if (width < 1 || height < 1) return output.reshape({output_count(), 0, 0});
  output.reshape({output_count(), width, height}, input.row_step());
  const std::vector<int> offsets = tap_offsets(input);
  for (const Group& group : groups_) {
    const Taps taps{group.weights.data(), offsets.data(), offsets.size()};
    const Finish finish{biases_.data() + group.first_map, slopes_.data() + group.first_map};
    convolve_by_count.at(static_cast<std::size_t>(group.map_count) - 1)(input, taps, finish, group.first_map, output);
  }
}

}  // namespace kizashi::face::openface
