// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/score_columns.h"

#include <gmock/gmock.h>

namespace kizashi::face::openface {
namespace {

using observation::ActionUnit;
using testing::ElementsAre;

Predictor predictor(ActionUnit unit, bool is_dynamic) {
  Predictor made;
  made.unit = unit;
  made.is_dynamic = is_dynamic;
  if (is_dynamic) made.cutoff = 0.5;
  return made;
}

/// Two intensities, the first of them dynamic, and a dynamic presence; stills have static ones alone.
Models few_predictors() {
  Models models;
  models.videos.intensities = {predictor(ActionUnit::AU01, true), predictor(ActionUnit::AU12, false)};
  models.videos.presences = {predictor(ActionUnit::AU28, true)};
  models.stills.intensities = {predictor(ActionUnit::AU01, false), predictor(ActionUnit::AU12, false)};
  models.stills.presences = {predictor(ActionUnit::AU28, false)};
  return models;
}

std::vector<std::string> names_of(const ScoreColumns& columns) {
  std::vector<std::string> names;
  for (const auto& column : columns.columns()) names.push_back(column.name);
  return names;
}

TEST(ScoreColumns, EachPredictorHasAScoreAndADynamicOneItsPersonPart) {
  EXPECT_THAT(names_of(ScoreColumns(few_predictors())),
              ElementsAre("inner_lip_gap_mm", "AU01_intensity_score", "AU01_intensity_person", "AU12_intensity_score",
                          "AU28_presence_score", "AU28_presence_person"));
}

TEST(ScoreColumns, PredictorsReadWhatTheEvidenceHolds) {
  const Models models = few_predictors();
  const ScoreColumns columns(models);
  const auto evidence = columns.evidence(1.5, Eigen::Vector3d(2, 3, 4), Eigen::Vector3d(-2, -3, -4));
  const auto read = columns.predictors_of(models.videos);
  ASSERT_EQ(read.intensities.size(), 2U);
  EXPECT_EQ(evidence.at(read.intensities[0].score_column_idx), 2.0);
  EXPECT_EQ(evidence.at(*read.intensities[0].person_column_idx), -2.0);
  EXPECT_EQ(read.intensities[0].rest_share, 0.5);
  EXPECT_EQ(evidence.at(read.intensities[1].score_column_idx), 3.0);
  EXPECT_EQ(read.intensities[1].person_column_idx, std::nullopt);
  ASSERT_EQ(read.presences.size(), 1U);
  EXPECT_EQ(evidence.at(*read.presences[0].person_column_idx), -4.0);
}

TEST(ScoreColumns, StillsFillTheSameColumnsButNoPersonParts) {
  const Models models = few_predictors();
  const ScoreColumns columns(models);
  EXPECT_THAT(columns.evidence(1.5, Eigen::Vector3d(2, 3, 4), Eigen::VectorXd()),
              ElementsAre(1.5, 2.0, std::nullopt, 3.0, 4.0, std::nullopt));
  EXPECT_EQ(columns.predictors_of(models.stills).presences[0].person_column_idx, std::nullopt);
}

}  // namespace
}  // namespace kizashi::face::openface
