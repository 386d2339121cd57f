// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <vector>

#include "kizashi/face/openface/feature_maps.h"
#include "kizashi/face/openface/network.h"

namespace kizashi::face::openface {

/// A convolution layer, and the rectifier that may follow it, laid out for speed; many threads may run it at a time.
class Convolution {
 public:
  explicit Convolution(const ConvolutionLayer& layer);
  /// A fully connected layer at each pixel of maps: a convolution of one pixel.
  explicit Convolution(const FullyConnectedLayer& layer);

  /// Slopes below 0, one for each output map, of the rectifier that follows.
  void set_rectifier(const Eigen::VectorXf& slopes);

  [[nodiscard]] int input_count() const { return input_count_; }
  [[nodiscard]] int output_count() const { return static_cast<int>(biases_.size()); }

  /// No output cells where the maps are smaller than the kernels.
  void run(const FeatureMaps& input, FeatureMaps& output) const;

 private:
  /// Output maps that are computed at once.
  struct Group {
    int first_map = 0;
    int map_count = 0;
    std::vector<float> weights;  ///< by tap, then map
  };

  void pack(const std::vector<std::vector<RowMajorMatrix>>& kernels);
  [[nodiscard]] std::vector<int> tap_offsets(const FeatureMaps& input) const;

  int input_count_ = 0;
  int kernel_width_ = 1;
  int kernel_height_ = 1;
  Eigen::VectorXf biases_;
  Eigen::VectorXf slopes_;  ///< 1 without a rectifier
  std::vector<Group> groups_;
};

}  // namespace kizashi::face::openface
