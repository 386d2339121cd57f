// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/network_runner.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

#include "kizashi/base/check.h"

namespace kizashi::face::openface {

namespace {

bool is_fully_connected(const Layer& layer) { return std::holds_alternative<FullyConnectedLayer>(layer); }

std::size_t map_layer_count(const std::vector<Layer>& layers) {
  return static_cast<std::size_t>(std::find_if(layers.begin(), layers.end(), is_fully_connected) - layers.begin());
}

/// Slopes below 0; nothing where the layer is no rectifier.
std::optional<Eigen::VectorXf> slopes_of(const Layer& layer, Eigen::Index map_count) {
  if (const auto* rectifier = std::get_if<ParametricReluLayer>(&layer)) return rectifier->slopes;
  if (std::holds_alternative<ReluLayer>(layer)) return Eigen::VectorXf(Eigen::VectorXf::Zero(map_count));
  return std::nullopt;
}

/// Largest values of `row_count` rows, column by column.
void max_of_rows(const float* rows, int row_count, int row_step, std::vector<float>& largest) {
  std::copy(rows, rows + largest.size(), largest.begin());
  for (int y = 1; y < row_count; ++y) {
    const float* row = rows + static_cast<std::ptrdiff_t>(y) * row_step;
    for (std::size_t x = 0; x < largest.size(); ++x) largest[x] = std::max(largest[x], row[x]);
  }
}

void max_of_runs(const std::vector<float>& values, const MaxPoolLayer& layer, int run_count, float* largest) {
  const int length = static_cast<int>(values.size());
  for (int run = 0; run < run_count; ++run) {
    const int first = run * layer.step_x;
    const float* end = values.data() + std::min(first + layer.width, length);
    largest[run] = *std::max_element(values.data() + first, end);
  }
}

/// Rows from the files' order of a layer's inputs, each map column by column, to ours, row by row.
Eigen::MatrixXf row_by_row(const Eigen::MatrixXf& weights, const MapShape& shape) {
  Eigen::MatrixXf result(weights.rows(), weights.cols());
  Eigen::Index to = 0;
  for (Eigen::Index map = 0; map < shape.map_count; ++map) {
    for (Eigen::Index y = 0; y < shape.height; ++y) {
      for (Eigen::Index x = 0; x < shape.width; ++x) {
        result.row(to++) = weights.row((map * shape.width + x) * shape.height + y);
      }
    }
  }
  return result;
}

void apply(const Layer& layer, Eigen::MatrixXf& columns) {
  if (const auto* dense = std::get_if<FullyConnectedLayer>(&layer)) {
    KIZASHI_CHECK(dense->weights.rows() == columns.rows(), "each input has its weights");
    KIZASHI_CHECK(dense->weights.cols() == dense->biases.size(), "each output has its weights");
    columns = ((dense->weights.transpose() * columns).colwise() + dense->biases).eval();
  } else if (std::holds_alternative<SigmoidLayer>(layer)) {
    columns = (1.0F + (-columns.array()).exp()).inverse();
  } else {
    const std::optional<Eigen::VectorXf> slopes = slopes_of(layer, columns.rows());
    KIZASHI_CHECK(slopes && slopes->size() == columns.rows(), "only rectifiers follow fully connected layers");
    columns = (columns.cwiseMax(0.0F) + slopes->asDiagonal() * columns.cwiseMin(0.0F)).eval();
  }
}

MapShape shape_after(MapLayers& layers, const MapShape& input) {
  FeatureMaps maps;
  maps.reshape(input);
  return layers.run(maps).shape();
}

}  // namespace

bool has_runnable_order(const Network& network) {
  bool follows_convolution = false;
  bool is_dense = false;
  for (const Layer& layer : network.layers) {
    const bool is_rectifier =
        std::holds_alternative<ParametricReluLayer>(layer) || std::holds_alternative<ReluLayer>(layer);
    const bool is_of_maps =
        std::holds_alternative<ConvolutionLayer>(layer) || std::holds_alternative<MaxPoolLayer>(layer);
    is_dense = is_dense || is_fully_connected(layer);
    if (is_dense ? is_of_maps : !is_of_maps && !(is_rectifier && follows_convolution)) return false;
    follows_convolution = std::holds_alternative<ConvolutionLayer>(layer);
  }
  return is_dense;
}

bool looks_at_one_pixel(const Network& network) {
  Eigen::Index map_count = 0;
  for (const Layer& layer : network.layers) {
    if (const auto* convolution = std::get_if<ConvolutionLayer>(&layer)) map_count = convolution->biases.size();
    if (const auto* dense = std::get_if<FullyConnectedLayer>(&layer)) return dense->weights.rows() == map_count;
  }
  return false;
}

int pooled_length(int length, int window, int step) {
  KIZASHI_CHECK(window > 0 && step > 0, "a pool has windows");
  const int rounded = static_cast<int>(std::lround(static_cast<double>(length - window) / step)) + 1;
  // Nowhere does a window lie beyond the border whole.
  return std::clamp(rounded, 0, (length + step - 1) / step);
}

void max_pool(const FeatureMaps& input, const MaxPoolLayer& layer, FeatureMaps& output) {
  const MapShape& in = input.shape();
  output.reshape({in.map_count, pooled_length(in.width, layer.width, layer.step_x),
                  pooled_length(in.height, layer.height, layer.step_y)});
  std::vector<float> largest(static_cast<std::size_t>(in.width));
  for (int map = 0; map < in.map_count; ++map) {
    for (int y = 0; y < output.shape().height; ++y) {
      const int first = y * layer.step_y;
      max_of_rows(input.row(map, first), std::min(layer.height, in.height - first), input.row_step(), largest);
      max_of_runs(largest, layer, output.shape().width, output.row(map, y));
    }
  }
}

MapLayers::MapLayers(std::span<const Layer> layers) {
  for (const Layer& layer : layers) {
    if (const auto* convolution = std::get_if<ConvolutionLayer>(&layer)) {
      steps_.emplace_back(std::in_place_type<Convolution>, *convolution);
    } else if (const auto* dense = std::get_if<FullyConnectedLayer>(&layer)) {
      steps_.emplace_back(std::in_place_type<Convolution>, *dense);
    } else if (const auto* pool = std::get_if<MaxPoolLayer>(&layer)) {
      steps_.emplace_back(*pool);
    } else {
      auto* before = steps_.empty() ? nullptr : std::get_if<Convolution>(&steps_.back());
      KIZASHI_CHECK(before != nullptr, "a rectifier of maps follows a convolution");
      const std::optional<Eigen::VectorXf> slopes = slopes_of(layer, before->output_count());
      KIZASHI_CHECK(slopes.has_value(), "maps are rectified only");
      before->set_rectifier(*slopes);
    }
  }
}

const FeatureMaps& MapLayers::run(const FeatureMaps& input) {
  const FeatureMaps* from = &input;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    FeatureMaps& to = results_.at(i % 2);
    if (const auto* pool = std::get_if<MaxPoolLayer>(&steps_[i])) {
      max_pool(*from, *pool, to);
    } else {
      std::get<Convolution>(steps_[i]).run(*from, to);
    }
    from = &to;
  }
  return *from;
}

DenseLayers::DenseLayers(std::span<const Layer> layers, const MapShape& input) : layers_(layers.begin(), layers.end()) {
  KIZASHI_CHECK(!layers_.empty() && is_fully_connected(layers_.front()), "these begin with a fully connected layer");
  auto& first = std::get<FullyConnectedLayer>(layers_.front());
  KIZASHI_CHECK(first.weights.rows() == Eigen::Index{input.map_count} * input.width * input.height,
                "each pixel of the maps has its weights");
  first.weights = row_by_row(first.weights, input);
}

Eigen::MatrixXf DenseLayers::run(const Eigen::Ref<const Eigen::MatrixXf>& features) const {
  Eigen::MatrixXf columns = features;
  for (const Layer& layer : layers_) apply(layer, columns);
  return columns;
}

NetworkRunner::NetworkRunner(const Network& network, const MapShape& input)
    : input_(input),
      maps_(std::span(network.layers).first(map_layer_count(network.layers))),
      dense_(std::span(network.layers).subspan(map_layer_count(network.layers)), shape_after(maps_, input)) {
  const MapShape shape = shape_after(maps_, input);
  feature_count_ = Eigen::Index{shape.map_count} * shape.width * shape.height;
}

void NetworkRunner::features_of(const FeatureMaps& input, Eigen::Ref<Eigen::VectorXf> features) {
  KIZASHI_CHECK(input.shape() == input_, "the network takes pictures of one size");
  maps_.run(input).copy_to(features);
}

Eigen::MatrixXf NetworkRunner::outputs_of(const Eigen::Ref<const Eigen::MatrixXf>& features) const {
  return dense_.run(features);
}

}  // namespace kizashi::face::openface
