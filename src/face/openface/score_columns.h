// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <optional>
#include <vector>

#include "kizashi/face/openface/models.h"
#include "kizashi/observation/face_observation.h"
#include "kizashi/observation/unit_predictor.h"

namespace kizashi::face::openface {

/// Which evidence the engine gives: the inner lip gap, every predictor's score, and what the person's median takes off
/// the dynamic ones'. Clips and stills have the same columns.
class ScoreColumns {
 public:
  explicit ScoreColumns(const Models& models);

  [[nodiscard]] const std::vector<observation::EvidenceColumn>& columns() const { return columns_; }
  /// How a model's scores, laid down by evidence(), are read.
  [[nodiscard]] observation::UnitPredictors predictors_of(const ActionUnitModel& model) const;
  /// One value a column. `person_parts` is empty where nothing is taken off.
  [[nodiscard]] std::vector<std::optional<double>> evidence(double inner_lip_gap_mm, const Eigen::VectorXd& scores,
                                                            const Eigen::VectorXd& person_parts) const;

 private:
  void add(const Predictor& predictor, std::string_view measure);

  std::vector<observation::EvidenceColumn> columns_;
  std::vector<std::size_t> score_columns_;                  ///< of each predictor, in Scorer's order
  std::vector<std::optional<std::size_t>> person_columns_;  ///< likewise
};

}  // namespace kizashi::face::openface
