// SPDX-License-Identifier: Apache-2.0
#include "kizashi/math/similarity.h"

#include <Eigen/LU>
#include <Eigen/SVD>
#include <numeric>

#include "kizashi/base/check.h"

namespace kizashi::math {

namespace {

Eigen::Vector3d weighted_mean(std::span<const Eigen::Vector3d> points, std::span<const double> weights, double total) {
  Eigen::Vector3d sum = Eigen::Vector3d::Zero();
  for (std::size_t i = 0; i < points.size(); ++i) sum += weights[i] * points[i];
  return sum / total;
}

}  // namespace

Similarity fit_similarity(const WeightedPointPairs& pairs) {
  const std::size_t count = pairs.source.size();
  KIZASHI_CHECK(count >= 3 && pairs.target.size() == count && pairs.weights.size() == count,
                "point pairs with weights");
  const double total = std::accumulate(pairs.weights.begin(), pairs.weights.end(), 0.0);
  const Eigen::Vector3d source_mean = weighted_mean(pairs.source, pairs.weights, total);
  const Eigen::Vector3d target_mean = weighted_mean(pairs.target, pairs.weights, total);
  Eigen::Matrix3d covariance = Eigen::Matrix3d::Zero();
  double source_variance = 0.0;
  for (std::size_t i = 0; i < count; ++i) {
    const double weight = pairs.weights[i] / total;
    const Eigen::Vector3d from_mean = pairs.source[i] - source_mean;
    covariance += weight * (pairs.target[i] - target_mean) * from_mean.transpose();
    source_variance += weight * from_mean.squaredNorm();
  }
  const Eigen::JacobiSVD<Eigen::Matrix3d> svd(covariance, Eigen::ComputeFullU | Eigen::ComputeFullV);
  Eigen::Vector3d signs = Eigen::Vector3d::Ones();
  if (svd.matrixU().determinant() * svd.matrixV().determinant() < 0) signs.z() = -1.0;
  Similarity fit;
  fit.rotation = svd.matrixU() * signs.asDiagonal() * svd.matrixV().transpose();
  fit.scale = svd.singularValues().dot(signs) / source_variance;
  fit.translation = target_mean - fit.scale * (fit.rotation * source_mean);
  return fit;
}

}  // namespace kizashi::math
