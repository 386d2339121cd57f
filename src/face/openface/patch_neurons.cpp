// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/patch_neurons.h"

#include "kizashi/base/check.h"
#include "kizashi/face/openface/smoothness.h"

namespace kizashi::face::openface {

namespace {

using Lanes = NeuronGroup::Lanes;

NeuronGroup empty_group() {
  NeuronGroup group;
  group.weights.fill(Lanes::Zero());
  group.biases.setZero();
  group.twice_alphas.setZero();
  return group;
}

void add_neuron(const PatchNeuron& neuron, Eigen::Index lane, NeuronGroup& group) {
  KIZASHI_CHECK(neuron.weights.rows() == patch_side_px && neuron.weights.cols() == patch_side_px,
                "a weight for each pixel of a patch");
  const double mean = neuron.weights.cast<double>().mean();
  std::size_t pixel = 0;
  for (const float weight : neuron.weights.reshaped<Eigen::ColMajor>()) {
    group.weights[pixel++][lane] = static_cast<float>(neuron.norm_weight * (static_cast<double>(weight) - mean));
  }
  group.biases[lane] = static_cast<float>(neuron.bias);
  group.twice_alphas[lane] = static_cast<float>(2.0 * neuron.alpha);
}

/// Neighbouring places of a map.
struct Block {
  const float* corner;  ///< of the first place's patch
  std::ptrdiff_t side_px;
  const float* inverse_norms;
  float* sums;
  std::ptrdiff_t window_px;
};

/// The places' products with one pixel's weights after the other stay in registers. Down the columns, the compiler
/// reads each pixel from memory into all lanes at once; along the rows it would keep pixels and move them about.
template <int rows, int columns>
void look_at(const NeuronGroup& group, const Block& block) {
  std::array<Lanes, static_cast<std::size_t>(rows) * columns> products;
  products.fill(Lanes::Zero());
  const Lanes* weights = group.weights.data();
  for (int x = 0; x < patch_side_px; ++x) {
    for (int y = 0; y < patch_side_px; ++y, ++weights) {
      const float* const pixel = block.corner + y * block.side_px + x;
      for (int i = 0; i < rows * columns; ++i) {
        products[static_cast<std::size_t>(i)] += *weights * pixel[(i / columns) * block.side_px + i % columns];
      }
    }
  }
  for (int i = 0; i < rows * columns; ++i) {
    const std::ptrdiff_t place = (i / columns) * block.window_px + i % columns;
    const Lanes sight = products[static_cast<std::size_t>(i)] * block.inverse_norms[place] + group.biases;
    block.sums[place] += (group.twice_alphas / (1.0F + (-sight).exp())).sum();
  }
}

template <int rows, int columns>
void look_at_rows(const NeuronGroup& group, Block block, std::ptrdiff_t row_count) {
  for (std::ptrdiff_t y = 0; y < row_count; y += rows) {
    look_at<rows, columns>(group, block);
    block.corner += rows * block.side_px;
    block.inverse_norms += rows * block.window_px;
    block.sums += rows * block.window_px;
  }
}

void look_at_any(const NeuronGroup& group, Block block) {
  for (std::ptrdiff_t x = 0; x < block.window_px; ++x) {
    look_at_rows<1, 1>(group, block, block.window_px);
    ++block.corner;
    ++block.inverse_norms;
    ++block.sums;
  }
}

void look_at_map(const NeuronGroup& group, const Block& block) {
  switch (block.window_px) {
    case 3:
      return look_at_rows<3, 3>(group, block, 3);
    case 5:
      return look_at_rows<1, 5>(group, block, 5);
    case 7:
      return look_at_rows<1, 7>(group, block, 7);
    case 9:
      return look_at_rows<1, 9>(group, block, 9);
    case 11:
      return look_at_rows<1, 11>(group, block, 11);
    default:
      return look_at_any(group, block);
  }
}

}  // namespace

PatchNeurons::PatchNeurons(const PatchExpert& expert) {
  Eigen::Index lane = NeuronGroup::lane_count;
  for (const PatchNeuron& neuron : expert.neurons) {
    if (neuron.alpha <= least_alpha) continue;
    if (lane == NeuronGroup::lane_count) {
      groups_.push_back(empty_group());
      lane = 0;
    }
    add_neuron(neuron, lane++, groups_.back());
  }
}

void PatchNeurons::look(const PatchArea& area, const MapValues& inverse_norms, MapValues& sums) const {
  const std::ptrdiff_t window = area.side_px - patch_side_px + 1;
  sums.fill(0.0F);
  for (const NeuronGroup& group : groups_) {
    look_at_map(group, {area.values.data(), area.side_px, inverse_norms.data(), sums.data(), window});
  }
}

}  // namespace kizashi::face::openface
