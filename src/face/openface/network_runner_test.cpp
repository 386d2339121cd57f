// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/network_runner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "kizashi/base/check.h"

namespace kizashi::face::openface {
namespace {

constexpr float sum_tolerance = 1e-5F;

FeatureMaps maps_of(const std::vector<RowMajorMatrix>& pictures) {
  FeatureMaps maps;
  const RowMajorMatrix& first = pictures.front();
  maps.reshape({static_cast<int>(pictures.size()), static_cast<int>(first.cols()), static_cast<int>(first.rows())});
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    for (int y = 0; y < maps.shape().height; ++y) {
      std::copy_n(pictures[i].row(y).data(), pictures[i].cols(), maps.row(static_cast<int>(i), y));
    }
  }
  return maps;
}

RowMajorMatrix map_of(const FeatureMaps& maps, int map) {
  RowMajorMatrix picture(maps.shape().height, maps.shape().width);
  for (int y = 0; y < picture.rows(); ++y) {
    for (int x = 0; x < picture.cols(); ++x) picture(y, x) = maps.at(map, y, x);
  }
  return picture;
}

RowMajorMatrix matrix(Eigen::Index rows, const std::vector<float>& values) {
  return Eigen::Map<const RowMajorMatrix>(values.data(), rows, static_cast<Eigen::Index>(values.size()) / rows);
}

class RandomPictures {
 public:
  RowMajorMatrix picture(Eigen::Index rows, Eigen::Index columns) {
    return RowMajorMatrix::NullaryExpr(rows, columns, [&] { return value_(generator_); });
  }

 private:
  std::mt19937 generator_{7};
  std::uniform_real_distribution<float> value_{-1.0F, 1.0F};
};

/// The definition, one output at a time.
RowMajorMatrix correlated(const std::vector<RowMajorMatrix>& pictures, const ConvolutionLayer& layer, std::size_t out) {
  const RowMajorMatrix& kernel = layer.kernels[0][0];
  RowMajorMatrix result(pictures[0].rows() - kernel.rows() + 1, pictures[0].cols() - kernel.cols() + 1);
  result.setConstant(layer.biases[static_cast<Eigen::Index>(out)]);
  for (std::size_t in = 0; in < pictures.size(); ++in) {
    for (Eigen::Index y = 0; y < result.rows(); ++y) {
      for (Eigen::Index x = 0; x < result.cols(); ++x) {
        result(y, x) +=
            pictures[in].block(y, x, kernel.rows(), kernel.cols()).cwiseProduct(layer.kernels[in][out]).sum();
      }
    }
  }
  return result;
}

TEST(Convolution, LaysTheKernelOnThePictureAsItIs) {
  const ConvolutionLayer layer{Eigen::VectorXf::Constant(1, 0.5F), {{matrix(2, {1, 10, 100, 1000})}}};
  MapLayers network(std::vector<Layer>{layer});
  const RowMajorMatrix result = map_of(network.run(maps_of({matrix(3, {1, 2, 3, 4, 5, 6, 7, 8, 9})})), 0);
  EXPECT_EQ(result, matrix(2, {5421.5F, 6532.5F, 8754.5F, 9865.5F}));
}

TEST(Convolution, SumsOverAllInputMapsForAnyNumberOfOutputMaps) {
  RandomPictures random;
  const std::vector<RowMajorMatrix> pictures = {random.picture(9, 21), random.picture(9, 21)};
  for (const std::size_t outputs : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 11U, 13U}) {
    ConvolutionLayer layer;
    layer.biases = random.picture(static_cast<Eigen::Index>(outputs), 1);
    layer.kernels.resize(pictures.size());
    for (auto& of_input : layer.kernels) {
      for (std::size_t out = 0; out < outputs; ++out) of_input.push_back(random.picture(3, 5));
    }
    MapLayers network(std::vector<Layer>{layer});
    const FeatureMaps& maps = network.run(maps_of(pictures));
    ASSERT_EQ(maps.shape(), (MapShape{static_cast<int>(outputs), 17, 7}));
    for (std::size_t out = 0; out < outputs; ++out) {
      const RowMajorMatrix difference = map_of(maps, static_cast<int>(out)) - correlated(pictures, layer, out);
      EXPECT_LE(difference.cwiseAbs().maxCoeff(), sum_tolerance) << out << " of " << outputs;
    }
  }
}

TEST(Convolution, FollowsAnotherWhoseRowsHaveGaps) {
  RandomPictures random;
  const std::vector<RowMajorMatrix> pictures = {random.picture(8, 19)};
  const ConvolutionLayer first{Eigen::VectorXf::Zero(1), {{random.picture(3, 3)}}};
  const ConvolutionLayer second{Eigen::VectorXf::Zero(1), {{random.picture(2, 2)}}};
  MapLayers network(std::vector<Layer>{first, second});
  const RowMajorMatrix expected = correlated({correlated(pictures, first, 0)}, second, 0);
  EXPECT_LE((map_of(network.run(maps_of(pictures)), 0) - expected).cwiseAbs().maxCoeff(), sum_tolerance);
}

TEST(Convolution, OfAPictureSmallerThanItsKernelsIsEmpty) {
  const ConvolutionLayer layer{Eigen::VectorXf::Zero(1), {{RowMajorMatrix::Ones(3, 3)}}};
  MapLayers network(std::vector<Layer>{layer, MaxPoolLayer{}, layer});
  EXPECT_TRUE(network.run(maps_of({RowMajorMatrix::Ones(2, 9)})).is_empty());
}

TEST(MaxPool, RoundsItsNumberOfWindowsAndCutsTheLastOne) {
  const RowMajorMatrix rising = matrix(1, {1, 2, 3, 4, 5, 6});
  FeatureMaps output;
  max_pool(maps_of({rising}), {3, 1, 2, 1}, output);
  EXPECT_EQ(map_of(output, 0), matrix(1, {3, 5, 6}));
  max_pool(maps_of({rising.leftCols(5)}), {2, 1, 2, 1}, output);
  EXPECT_EQ(map_of(output, 0), matrix(1, {2, 4, 5}));
  max_pool(maps_of({rising.leftCols(5)}), {3, 1, 2, 1}, output);
  EXPECT_EQ(map_of(output, 0), matrix(1, {3, 5}));
}

TEST(MaxPool, LooksAtRowsAndColumnsOfEachMap) {
  const RowMajorMatrix picture = matrix(3, {-1, -2, -3, -4, -5, -6, -7, -8, -0.5F});
  FeatureMaps output;
  max_pool(maps_of({picture, -picture}), {2, 2, 2, 2}, output);
  EXPECT_EQ(map_of(output, 0), matrix(2, {-1, -3, -7, -0.5F}));
  EXPECT_EQ(map_of(output, 1), matrix(2, {5, 6, 8, 0.5F}));
}

TEST(MaxPool, HasNoWindowBeyondTheBorder) {
  FeatureMaps output;
  max_pool(maps_of({matrix(1, {1, 2, 3, 4})}), {1, 1, 4, 1}, output);
  EXPECT_EQ(map_of(output, 0), matrix(1, {1}));
}

TEST(Rectifiers, HaveASlopeBelowZeroForEachMap) {
  const ConvolutionLayer copies{Eigen::VectorXf::Zero(2), {{RowMajorMatrix::Ones(1, 1), RowMajorMatrix::Ones(1, 1)}}};
  const FeatureMaps picture = maps_of({matrix(1, {-4, 0, 8})});
  MapLayers leaking(std::vector<Layer>{copies, ParametricReluLayer{Eigen::Vector2f(0.25F, -1.0F)}});
  EXPECT_EQ(map_of(leaking.run(picture), 0), matrix(1, {-1, 0, 8}));
  EXPECT_EQ(map_of(leaking.run(picture), 1), matrix(1, {4, 0, 8}));
  MapLayers cutting(std::vector<Layer>{copies, ReluLayer{}});
  EXPECT_EQ(map_of(cutting.run(picture), 1), matrix(1, {0, 0, 8}));
}

TEST(MapLayers, ApplyFullyConnectedLayersToEachPixel) {
  Eigen::MatrixXf weights(2, 1);
  weights << 1, 10;
  MapLayers network(std::vector<Layer>{FullyConnectedLayer{Eigen::VectorXf::Constant(1, 0.5F), weights}});
  const RowMajorMatrix result = map_of(network.run(maps_of({matrix(2, {1, 2, 3, 4}), matrix(2, {5, 6, 7, 8})})), 0);
  EXPECT_EQ(result, matrix(2, {51.5F, 62.5F, 73.5F, 84.5F}));
}

/// A network that copies two maps of two rows by three columns and weighs the pixels, in the files' order, by powers of
/// ten.
Network weighing_network() {
  const RowMajorMatrix one = RowMajorMatrix::Ones(1, 1);
  const RowMajorMatrix none = RowMajorMatrix::Zero(1, 1);
  Eigen::MatrixXf weights(12, 2);
  for (Eigen::Index i = 0; i < 6; ++i) {
    weights.row(i) << std::pow(10.0F, static_cast<float>(i)), 0;
    weights.row(6 + i) << 0, std::pow(10.0F, static_cast<float>(i));
  }
  return {{ConvolutionLayer{Eigen::VectorXf::Zero(2), {{one, none}, {none, one}}},
           FullyConnectedLayer{Eigen::Vector2f(0, 0.5F), weights}}};
}

TEST(NetworkRunner, LaysMapsOutColumnByColumn) {
  NetworkRunner runner(weighing_network(), {2, 3, 2});
  Eigen::VectorXf features(runner.feature_count());
  runner.features_of(maps_of({matrix(2, {1, 3, 5, 2, 4, 6}), matrix(2, {6, 4, 2, 5, 3, 1})}), features);
  const Eigen::MatrixXf outputs = runner.outputs_of(features);
  EXPECT_EQ(outputs, Eigen::Vector2f(654321, 123456.5F));
}

TEST(NetworkRunner, RectifiesAndSquashesAfterFullyConnectedLayers) {
  Network network = weighing_network();
  network.layers.emplace_back(ParametricReluLayer{Eigen::Vector2f(0.5F, 1)});
  network.layers.emplace_back(FullyConnectedLayer{Eigen::Vector2f::Zero(), Eigen::Matrix2f::Identity()});
  network.layers.emplace_back(SigmoidLayer{});
  const NetworkRunner runner(network, {2, 3, 2});
  Eigen::MatrixXf features = Eigen::MatrixXf::Zero(12, 2);
  features(0, 0) = -2;  // the first map's first pixel, of the first of two pictures
  const Eigen::MatrixXf outputs = runner.outputs_of(features);
  EXPECT_FLOAT_EQ(outputs(0, 0), 1.0F / (1.0F + std::exp(1.0F)));
  EXPECT_FLOAT_EQ(outputs(0, 1), 0.5F);
  EXPECT_FLOAT_EQ(outputs(1, 0), 1.0F / (1.0F + std::exp(-0.5F)));
}

TEST(NetworkRunner, RefusesLayersThatDoNotFit) {
  EXPECT_THROW(NetworkRunner(weighing_network(), MapShape{2, 4, 2}), base::ContractViolation);
  EXPECT_THROW(NetworkRunner(weighing_network(), MapShape{1, 3, 2}), base::ContractViolation);
  EXPECT_THROW(MapLayers(std::vector<Layer>{ReluLayer{}}), base::ContractViolation);
  EXPECT_THROW(MapLayers(std::vector<Layer>{SigmoidLayer{}}), base::ContractViolation);
}

TEST(HasRunnableOrder, IsTrueOfMapsThenFullyConnectedLayers) {
  const ConvolutionLayer convolution{Eigen::VectorXf::Zero(2),
                                     {{RowMajorMatrix::Ones(1, 1), RowMajorMatrix::Ones(1, 1)}}};
  const FullyConnectedLayer dense{Eigen::Vector2f::Zero(), Eigen::Matrix2f::Identity()};
  EXPECT_TRUE(
      has_runnable_order({{convolution, ReluLayer{}, MaxPoolLayer{}, dense, ReluLayer{}, dense, SigmoidLayer{}}}));
  EXPECT_TRUE(has_runnable_order({{dense}}));
  for (const std::vector<Layer>& layers : {std::vector<Layer>{},
                                           {convolution},
                                           {ReluLayer{}, dense},
                                           {convolution, ReluLayer{}, ReluLayer{}, dense},
                                           {convolution, MaxPoolLayer{}, ReluLayer{}, dense},
                                           {convolution, SigmoidLayer{}, dense},
                                           {convolution, dense, MaxPoolLayer{}},
                                           {convolution, dense, convolution, dense}}) {
    EXPECT_FALSE(has_runnable_order({layers})) << layers.size();
  }
}

TEST(LooksAtOnePixel, IsFalseOfFullyConnectedLayersOverAWindow) {
  const ConvolutionLayer convolution{Eigen::VectorXf::Zero(2),
                                     {{RowMajorMatrix::Ones(1, 1), RowMajorMatrix::Ones(1, 1)}}};
  EXPECT_TRUE(
      looks_at_one_pixel({{convolution, FullyConnectedLayer{Eigen::VectorXf::Zero(1), Eigen::MatrixXf(2, 1)}}}));
  EXPECT_FALSE(
      looks_at_one_pixel({{convolution, FullyConnectedLayer{Eigen::VectorXf::Zero(1), Eigen::MatrixXf(8, 1)}}}));
  EXPECT_FALSE(looks_at_one_pixel({{convolution}}));
}

TEST(NetworkRunner, GivesTheSameAfterALargerPicture) {
  RandomPictures random;
  const ConvolutionLayer layer{Eigen::VectorXf::Zero(1), {{random.picture(3, 3)}}};
  MapLayers network(std::vector<Layer>{layer});
  const FeatureMaps small = maps_of({random.picture(5, 6)});
  const RowMajorMatrix first = map_of(network.run(small), 0);
  network.run(maps_of({random.picture(40, 40)}));
  EXPECT_EQ(map_of(network.run(small), 0), first);
}

}  // namespace
}  // namespace kizashi::face::openface
