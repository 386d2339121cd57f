// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <span>
#include <variant>
#include <vector>

#include "kizashi/face/openface/convolution.h"
#include "kizashi/face/openface/feature_maps.h"
#include "kizashi/face/openface/network.h"

namespace kizashi::face::openface {

/// Whether layers come in an order that is run here: convolutions, each perhaps with a rectifier behind it, and pools;
/// then fully connected layers, each perhaps with rectifiers or sigmoids.
bool has_runnable_order(const Network& network);

/// Whether the fully connected layers look at one pixel of their maps, so that MapLayers may apply them to each.
bool looks_at_one_pixel(const Network& network);

/// Cells of a pool along one side.
int pooled_length(int length, int window, int step);

/// The layers of a network that work on maps. Used by one thread at a time.
class MapLayers {
 public:
  /// Fully connected layers among them are applied to each pixel of the maps. Without layers maps pass as they are.
  explicit MapLayers(std::span<const Layer> layers);

  /// The maps that come out, kept until the next call; empty where the input is too small for the layers.
  const FeatureMaps& run(const FeatureMaps& input);

 private:
  std::vector<std::variant<Convolution, MaxPoolLayer>> steps_;
  std::array<FeatureMaps, 2> results_;  ///< in turn
};

/// Largest values, as in MaxPoolLayer.
void max_pool(const FeatureMaps& input, const MaxPoolLayer& layer, FeatureMaps& output);

/// The layers from the first fully connected one on, for many pictures at a time: as matrix products.
class DenseLayers {
 public:
  /// Takes maps of `input` shape in the order of FeatureMaps::copy_to.
  DenseLayers(std::span<const Layer> layers, const MapShape& input);

  /// One column a picture, in and out.
  [[nodiscard]] Eigen::MatrixXf run(const Eigen::Ref<const Eigen::MatrixXf>& features) const;

 private:
  std::vector<Layer> layers_;  ///< the first one's weights in FeatureMaps's order
};

/// A network for pictures of one size. Used by one thread at a time.
class NetworkRunner {
 public:
  /// The network's layers must fit each other, and the input (base::ContractViolation otherwise).
  NetworkRunner(const Network& network, const MapShape& input);

  /// What the fully connected layers take.
  [[nodiscard]] Eigen::Index feature_count() const { return feature_count_; }
  void features_of(const FeatureMaps& input, Eigen::Ref<Eigen::VectorXf> features);
  [[nodiscard]] Eigen::MatrixXf outputs_of(const Eigen::Ref<const Eigen::MatrixXf>& features) const;

 private:
  MapShape input_;
  MapLayers maps_;
  Eigen::Index feature_count_ = 0;
  DenseLayers dense_;
};

}  // namespace kizashi::face::openface
