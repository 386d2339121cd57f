// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/network_layers.h"

#include <fmt/format.h>

#include <utility>

#include "kizashi/face/openface/model_files/model_limits.h"
#include "kizashi/face/openface/network_runner.h"

namespace kizashi::face::openface {

namespace {

/// Reads layer by layer and follows the size of the maps.
class LayerReader {
 public:
  LayerReader(ByteReader& reader, LayerDialect dialect, MapSize input)
      : reader_(reader), dialect_(dialect), maps_(input) {}

  Layer read() {
    const int type = reader_.count("a layer's type", {0, 4});
    switch (type) {
      case 0:
        return convolution();
      case 1:
        return max_pool();
      case 2:
        return fully_connected();
      case 3:
        return rectifier();
      default:
        return SigmoidLayer{};
    }
  }

  [[nodiscard]] const MapSize& maps() const { return maps_; }

 private:
  Layer convolution() {
    ConvolutionLayer layer;
    reader_.tag("the number of a convolution's input maps", maps_.count);
    const int output_count = reader_.count("the number of a convolution's kernels", {1, most_maps});
    layer.biases = reader_.floats("a convolution's biases", output_count);
    MatrixSize kernel;
    for (int i = 0; i < maps_.count && reader_.ok(); ++i) {
      layer.kernels.emplace_back();
      for (int k = 0; k < output_count && reader_.ok(); ++k) {
        layer.kernels.back().push_back(reader_.matrix<float>("a convolution's kernel", kernel));
        kernel = {static_cast<int>(layer.kernels.back().back().rows()),
                  static_cast<int>(layer.kernels.back().back().cols())};
      }
    }
    move_to({output_count, maps_.width_px - kernel.columns + 1, maps_.height_px - kernel.rows + 1});
    return layer;
  }

  Layer max_pool() {
    MaxPoolLayer layer;
    if (dialect_ == LayerDialect::detector) {
      const CountLimits limits{1, most_maps};
      layer.width = reader_.count("a max pool's width", limits);
      layer.height = reader_.count("a max pool's height", limits);
      layer.step_x = reader_.count("a max pool's step in x", limits);
      layer.step_y = reader_.count("a max pool's step in y", limits);
    }
    if (!reader_.ok()) return layer;
    if (layer.width > maps_.width_px || layer.height > maps_.height_px) {
      refuse_layer();
      return layer;
    }
    move_to({maps_.count, pooled_length(maps_.width_px, layer.width, layer.step_x),
             pooled_length(maps_.height_px, layer.height, layer.step_y)});
    return layer;
  }

  Layer fully_connected() {
    FullyConnectedLayer layer;
    layer.biases = reader_.matrix<float>("a fully connected layer's biases", {any_length, 1}).reshaped();
    const int output_count = static_cast<int>(layer.biases.size());
    const int input_count = maps_.count * maps_.width_px * maps_.height_px;
    layer.weights = reader_.matrix<float>("a fully connected layer's weights", {input_count, output_count});
    move_to({output_count, 1, 1});
    return layer;
  }

  Layer rectifier() {
    if (dialect_ == LayerDialect::validator) return ReluLayer{};
    return ParametricReluLayer{reader_.column<float>("a rectifier's slopes", maps_.count)};
  }

  void move_to(MapSize maps) {
    if (!reader_.ok()) return;
    if (maps.count > most_maps || maps.width_px < 1 || maps.height_px < 1) {
      refuse_layer();
    } else {
      maps_ = maps;
    }
  }

  void refuse_layer() {
    reader_.refuse(fmt::format("a layer does not fit its input of {} x {} pixels", maps_.width_px, maps_.height_px));
  }

  ByteReader& reader_;
  LayerDialect dialect_;
  MapSize maps_;
};

}  // namespace

Network read_network(ByteReader& reader, LayerDialect dialect, const NetworkFrame& frame) {
  Network network;
  LayerReader layers(reader, dialect, frame.input);
  const int layer_count = reader.count("the number of layers", {1, most_layers});
  for (int i = 0; i < layer_count && reader.ok(); ++i) network.layers.push_back(layers.read());
  if (reader.ok() && !has_runnable_order(network))
    reader.refuse("the network's layers come in no order that is run here");
  const MapSize& output = layers.maps();
  if (reader.ok() && (output.count != frame.output_count || output.width_px != 1 || output.height_px != 1)) {
    reader.refuse(fmt::format("the network gives {} maps of {} x {} pixels, must give {} numbers", output.count,
                              output.width_px, output.height_px, frame.output_count));
  }
  return network;
}

}  // namespace kizashi::face::openface
