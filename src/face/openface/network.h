// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <variant>
#include <vector>

namespace kizashi::face::openface {

using RowMajorMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Valid cross-correlation of stride 1: kernels[y][x] multiplies the pixel (y, x) of its window.
struct ConvolutionLayer {
  Eigen::VectorXf biases;                            ///< one for each output map
  std::vector<std::vector<RowMajorMatrix>> kernels;  ///< by input map, then output map; all of one size
};

/// Largest value of each window; windows are cut at the border and the output has round((in - size) / step) + 1 cells.
struct MaxPoolLayer {
  int width = 2;
  int height = 2;
  int step_x = 2;
  int step_y = 2;
};

/// out = weights^T in + biases. Input maps are laid one after the other, each column by column.
struct FullyConnectedLayer {
  Eigen::VectorXf biases;
  Eigen::MatrixXf weights;  ///< in x out
};

/// max(x, 0) + slope * min(x, 0), one slope for each map (He et al. 2015, ICCV, equation 1).
struct ParametricReluLayer {
  Eigen::VectorXf slopes;
};

struct ReluLayer {};
struct SigmoidLayer {};

using Layer =
    std::variant<ConvolutionLayer, MaxPoolLayer, FullyConnectedLayer, ParametricReluLayer, ReluLayer, SigmoidLayer>;

/// A convolutional network as the model files hold it.
struct Network {
  std::vector<Layer> layers;
};

}  // namespace kizashi::face::openface
