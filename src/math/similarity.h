// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <span>

namespace kizashi::math {

/// x_in_target = scale * rotation * x_in_source + translation.
struct Similarity {
  Eigen::Matrix3d rotation = Eigen::Matrix3d::Identity();
  double scale = 1.0;
  Eigen::Vector3d translation = Eigen::Vector3d::Zero();

  [[nodiscard]] Eigen::Vector3d apply(const Eigen::Vector3d& source) const {
    return scale * (rotation * source) + translation;
  }
  [[nodiscard]] Eigen::Vector3d apply_inverse(const Eigen::Vector3d& target) const {
    return rotation.transpose() * (target - translation) / scale;
  }
};

/// Point pairs of one fit; the three spans have one length, at least three, and the weights are positive.
struct WeightedPointPairs {
  std::span<const Eigen::Vector3d> source;
  std::span<const Eigen::Vector3d> target;
  std::span<const double> weights;
};

/// The similarity that takes the source points to the target points with the least weighted squared error and no
/// reflection (Umeyama 1991, IEEE TPAMI 13(4), equations 34 to 43, with weights).
Similarity fit_similarity(const WeightedPointPairs& pairs);

}  // namespace kizashi::math
