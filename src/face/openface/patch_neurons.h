// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <Eigen/StdVector>
#include <array>
#include <vector>

#include "kizashi/face/openface/patch_area.h"
#include "kizashi/face/openface/window_norm.h"

namespace kizashi::face::openface {

/// Neurons side by side, as many as one instruction serves.
struct NeuronGroup {
  static constexpr int lane_count = 8;
  using Lanes = Eigen::Array<float, lane_count, 1>;

  /// By pixel of the patch, column by column: norm_weight times the weights less their mean, so that the patch may keep
  /// its own mean.
  std::array<Lanes, static_cast<std::size_t>(patch_side_px) * patch_side_px> weights;
  Lanes biases;
  Lanes twice_alphas;  ///< 0 where there is no neuron
};

/// The neurons of a patch expert.
class PatchNeurons {
 public:
  explicit PatchNeurons(const PatchExpert& expert);

  /// What they see round each place of an area's map, added up: sum of 2 alpha sigmoid(norm_weight <weights, p> +
  /// bias), p the patch less its mean, of length 1.
  void look(const PatchArea& area, const MapValues& inverse_norms, MapValues& sums) const;

 private:
  std::vector<NeuronGroup, Eigen::aligned_allocator<NeuronGroup>> groups_;
};

}  // namespace kizashi::face::openface
