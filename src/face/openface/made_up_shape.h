// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/QR>
#include <random>

#include "kizashi/face/openface/shape_model.h"

namespace kizashi::face::openface {

/// A shape model of points strewn over some centimetres, with three modes. For tests.
inline ShapeModel made_up_shape(Eigen::Index points = 12) {
  constexpr Eigen::Index modes = 3;
  std::mt19937 random(11);
  std::normal_distribution<float> normal(0.0F, 1.0F);
  const auto draw = [&] { return normal(random); };
  ShapeModel model;
  model.mean_mm = Eigen::VectorXf::NullaryExpr(3 * points, draw) * 40.0F;
  const Eigen::MatrixXf directions = Eigen::MatrixXf::NullaryExpr(3 * points, modes, draw);
  model.modes =
      Eigen::HouseholderQR<Eigen::MatrixXf>(directions).householderQ() * Eigen::MatrixXf::Identity(3 * points, modes);
  model.variances = Eigen::VectorXf{{400.0F, 100.0F, 25.0F}};
  return model;
}

/// A pose and weights that it takes easily. For tests.
inline ShapeParameters made_up_parameters() {
  return {{1.7F, {0.15F, -0.2F, 0.1F}, {210.0F, 160.0F}}, Eigen::VectorXf{{9.0F, -6.0F, 3.0F}}};
}

}  // namespace kizashi::face::openface
