// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include "kizashi/face/openface/models.h"

namespace kizashi::face::openface {

/// All predictors of a model side by side, first the intensities, then the presences.
class Scorer {
 public:
  explicit Scorer(const ActionUnitModel& model);

  /// (features - means) . weights + bias of every predictor.
  [[nodiscard]] Eigen::VectorXd scores(const Eigen::VectorXd& features) const;
  /// median . weights of every predictor; what the person's median takes off a dynamic one's score.
  [[nodiscard]] Eigen::VectorXd person_parts(const Eigen::VectorXd& median) const;

 private:
  Eigen::MatrixXd weights_;  ///< one column a predictor
  Eigen::VectorXd means_;
  Eigen::VectorXd biases_;
};

}  // namespace kizashi::face::openface
