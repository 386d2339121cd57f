// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/score_columns.h"

#include <fmt/format.h>

#include "kizashi/base/check.h"

namespace kizashi::face::openface {

ScoreColumns::ScoreColumns(const Models& models) {
  columns_.push_back({"inner_lip_gap_mm", "mm", "distance of the inner lips' middles in the fitted shape"});
  for (const Predictor& predictor : models.videos.intensities) add(predictor, "intensity");
  for (const Predictor& predictor : models.videos.presences) add(predictor, "presence");
}

void ScoreColumns::add(const Predictor& predictor, std::string_view measure) {
  const std::string stem = fmt::format("{}_{}", code_of(predictor.unit), measure);
  score_columns_.push_back(columns_.size());
  columns_.push_back({stem + "_score", "1",
                      fmt::format("OpenFace's {} score of {} before the person's median, zero, limits and smoothing",
                                  measure, name_of(predictor.unit))});
  person_columns_.push_back(predictor.is_dynamic ? std::optional(columns_.size()) : std::nullopt);
  if (!predictor.is_dynamic) return;
  columns_.push_back({stem + "_person", "1",
                      fmt::format("what the person's median so far takes off {}_score; the last frame's is that of the "
                                  "whole clip; blank where each frame stands for itself",
                                  stem)});
}

observation::UnitPredictors ScoreColumns::predictors_of(const ActionUnitModel& model) const {
  KIZASHI_CHECK(model.intensities.size() + model.presences.size() == score_columns_.size(),
                "stills and videos have predictors of the same units");
  observation::UnitPredictors predictors;
  std::size_t place = 0;
  const auto add_to = [&](std::vector<observation::UnitPredictor>& list, const Predictor& predictor) {
    list.push_back({predictor.unit, score_columns_.at(place),
                    predictor.is_dynamic ? person_columns_.at(place) : std::nullopt, predictor.cutoff,
                    predictor.positive_is_present});
    ++place;
  };
  for (const Predictor& predictor : model.intensities) add_to(predictors.intensities, predictor);
  for (const Predictor& predictor : model.presences) add_to(predictors.presences, predictor);
  return predictors;
}

std::vector<std::optional<double>> ScoreColumns::evidence(double inner_lip_gap_mm, const Eigen::VectorXd& scores,
                                                          const Eigen::VectorXd& person_parts) const {
  std::vector<std::optional<double>> evidence(columns_.size());
  evidence.front() = inner_lip_gap_mm;
  for (std::size_t i = 0; i < score_columns_.size(); ++i) {
    const auto predictor_idx = static_cast<Eigen::Index>(i);
    evidence.at(score_columns_[i]) = scores[predictor_idx];
    if (person_parts.size() > 0 && person_columns_[i]) evidence.at(*person_columns_[i]) = person_parts[predictor_idx];
  }
  return evidence;
}

}  // namespace kizashi::face::openface
