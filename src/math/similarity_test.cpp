// SPDX-License-Identifier: Apache-2.0
#include "kizashi/math/similarity.h"

#include <gtest/gtest.h>

#include <Eigen/LU>

#include <random>
#include <vector>

#include "kizashi/math/rotation.h"

namespace kizashi::math {
namespace {

constexpr double tolerance = 1e-9;

std::vector<Eigen::Vector3d> random_points(int count) {
  std::mt19937_64 random(5);
  std::normal_distribution<double> normal(0.0, 10.0);
  std::vector<Eigen::Vector3d> points;
  for (int i = 0; i < count; ++i) points.emplace_back(normal(random), normal(random), normal(random));
  return points;
}

std::vector<Eigen::Vector3d> moved(const std::vector<Eigen::Vector3d>& points, const Similarity& by) {
  std::vector<Eigen::Vector3d> result;
  for (const auto& point : points) result.push_back(by.apply(point));
  return result;
}

const Similarity truth{rotation_from_euler_xyz({0.3, -0.4, 1.2}), 2.5, {1, -2, 3}};

TEST(FitSimilarity, RecoversAKnownMovement) {
  const auto source = random_points(12);
  const auto target = moved(source, truth);
  const std::vector<double> weights(12, 0.7);
  const Similarity fit = fit_similarity({source, target, weights});
  EXPECT_NEAR(fit.scale, truth.scale, tolerance);
  EXPECT_LT((fit.rotation - truth.rotation).norm(), tolerance);
  EXPECT_LT((fit.translation - truth.translation).norm(), tolerance);
}

TEST(FitSimilarity, APointOfLittleWeightMovesTheFitLittle) {
  const auto source = random_points(12);
  auto target = moved(source, truth);
  target[3] += Eigen::Vector3d(100, 0, 0);
  std::vector<double> weights(12, 1.0);
  weights[3] = 1e-9;
  EXPECT_LT((fit_similarity({source, target, weights}).rotation - truth.rotation).norm(), 1e-6);
}

TEST(FitSimilarity, NeverMirrors) {
  const auto source = random_points(12);
  auto target = source;
  for (auto& point : target) point.x() = -point.x();
  const std::vector<double> weights(12, 1.0);
  EXPECT_NEAR(fit_similarity({source, target, weights}).rotation.determinant(), 1.0, tolerance);
}

TEST(Similarity, ItsInverseTakesItBack) {
  const Eigen::Vector3d point(4, 5, 6);
  EXPECT_LT((truth.apply_inverse(truth.apply(point)) - point).norm(), tolerance);
}

}  // namespace
}  // namespace kizashi::math
