// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/scores.h"

namespace kizashi::face::openface {

Scorer::Scorer(const ActionUnitModel& model)
    : weights_(model.means.size(), static_cast<Eigen::Index>(model.intensities.size() + model.presences.size())),
      means_(model.means),
      biases_(weights_.cols()) {
  Eigen::Index column = 0;
  for (const auto* predictors : {&model.intensities, &model.presences}) {
    for (const Predictor& predictor : *predictors) {
      weights_.col(column) = predictor.weights;
      biases_[column++] = predictor.bias;
    }
  }
}

Eigen::VectorXd Scorer::scores(const Eigen::VectorXd& features) const {
  const Eigen::VectorXd from_mean = features - means_;
  return weights_.transpose() * from_mean + biases_;
}

Eigen::VectorXd Scorer::person_parts(const Eigen::VectorXd& median) const { return weights_.transpose() * median; }

}  // namespace kizashi::face::openface
