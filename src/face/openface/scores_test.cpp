// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/scores.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "kizashi/face/openface/appearance.h"
#include "kizashi/face/openface/stage_reference.h"

namespace kizashi::face::openface {
namespace {

using observation::ActionUnit;

constexpr double tolerance = 1e-12;

TEST(Scorer, GivesIntensitiesBeforePresencesAndKeepsThePersonApart) {
  ActionUnitModel model;
  model.means = Eigen::Vector3d(1.0, 2.0, 3.0);
  model.intensities = {{ActionUnit::AU12, true, 0.5, Eigen::Vector3d(1.0, 0.0, 2.0), 0.25, true}};
  model.presences = {{ActionUnit::AU01, false, {}, Eigen::Vector3d(0.0, -1.0, 0.0), 0.5, true},
                     {ActionUnit::AU12, true, {}, Eigen::Vector3d(1.0, 1.0, 1.0), 0.0, true}};
  const Scorer scorer(model);
  const Eigen::Vector3d scores = scorer.scores(Eigen::Vector3d(2.0, 4.0, 3.5));
  EXPECT_NEAR(scores[0], 1.0 + 1.0 + 0.25, tolerance);
  EXPECT_NEAR(scores[1], -2.0 + 0.5, tolerance);
  EXPECT_NEAR(scores[2], 1.0 + 2.0 + 0.5, tolerance);
  const Eigen::Vector3d parts = scorer.person_parts(Eigen::Vector3d(1.0, 2.0, 0.5));
  EXPECT_NEAR(parts[0], 2.0, tolerance);
  EXPECT_NEAR(parts[1], -2.0, tolerance);
  EXPECT_NEAR(parts[2], 3.5, tolerance);
}

Eigen::VectorXd vector_of(const NumpyArray& array) {
  return Eigen::Map<const Eigen::VectorXd>(array.values.data(), static_cast<Eigen::Index>(array.values.size()));
}

Eigen::VectorXd reference_features(const StageReference& reference) {
  Eigen::VectorXd values(feature_count);
  values << vector_of(reference.array("hog")), vector_of(reference.array("geometry"));
  return values;
}

/// The scores of a frame against a median must be those below `path`, classes too.
void expect_scores(const StageReference& reference, const Eigen::VectorXd& median, const std::string& path,
                   const std::string& ending) {
  const ActionUnitModel& model = shared_models()->videos;
  const Scorer scorer(model);
  const Eigen::VectorXd scores = scorer.scores(reference_features(reference));
  const Eigen::VectorXd parts = scorer.person_parts(median);
  Eigen::Index place = 0;
  for (const Predictor& predictor : model.intensities) {
    const double score = scores[place] - (predictor.is_dynamic ? parts[place] : 0.0);
    ++place;
    const std::string code(code_of(predictor.unit));
    EXPECT_NEAR(score, reference.number(path + ".intensity_" + ending + "." + code), tolerance) << code;
  }
  for (const Predictor& predictor : model.presences) {
    const double score = scores[place] - (predictor.is_dynamic ? parts[place] : 0.0);
    ++place;
    const std::string code(code_of(predictor.unit));
    EXPECT_NEAR(score, reference.number(path + ".decision_" + ending + "." + code), tolerance) << code;
    EXPECT_EQ((score > 0.0) == predictor.positive_is_present,
              reference.number(path + ".presence_" + ending + "." + code) == 1.0)
        << code;
  }
}

TEST(ScorerReference, ScoresAreThoseOfOpenFaceThenAndAtTheClipsEnd) {
  if (!shared_models()) GTEST_SKIP() << "no shared OpenFace models";
  int compared = 0;
  for (const StageFrame& frame : stage_frames()) {
    const auto reference = StageReference::open(frame.clip, frame.number);
    if (!reference) GTEST_SKIP() << "no reference values";
    if (!*reference->stages().find("au")->find("used")->as_flag()) continue;
    SCOPED_TRACE(frame.clip + " " + std::to_string(frame.number));
    expect_scores(*reference, vector_of(reference->array("running_median")), "au", "online");
    expect_scores(*reference, vector_of(reference->array("../final_median")), "au_offline", "repredicted");
    ++compared;
  }
  EXPECT_EQ(compared, 12);
}

}  // namespace
}  // namespace kizashi::face::openface
