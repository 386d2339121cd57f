// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/smoothness.h"

#include <Eigen/Cholesky>

#include "kizashi/base/check.h"

namespace kizashi::face::openface {

namespace {

double alpha_sum(const PatchExpert& expert) {
  double sum = 0.0;
  for (const PatchNeuron& neuron : expert.neurons) sum += neuron.alpha;
  return sum;
}

}  // namespace

Eigen::MatrixXf smoothing_of(const PatchExpert& expert, const WindowSmoothness& smoothness) {
  KIZASHI_CHECK(expert.betas.size() == smoothness.components.size(), "a beta for each component");
  const Eigen::Index places = Eigen::Index{smoothness.window_px} * smoothness.window_px;
  Eigen::MatrixXd precision = Eigen::MatrixXd::Identity(places, places) * (2.0 * alpha_sum(expert));
  for (std::size_t k = 0; k < expert.betas.size(); ++k) {
    KIZASHI_CHECK(smoothness.components[k].rows() == places && smoothness.components[k].cols() == places,
                  "smoothness of every pair of places");
    precision += 2.0 * expert.betas[k] * smoothness.components[k].cast<double>();
  }
  return precision.llt().solve(Eigen::MatrixXd::Identity(places, places)).cast<float>();
}

float plain_smoothing_of(const PatchExpert& expert) { return static_cast<float>(0.5 / alpha_sum(expert)); }

}  // namespace kizashi::face::openface
