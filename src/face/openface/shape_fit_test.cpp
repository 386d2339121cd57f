// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/shape_fit.h"

#include <gtest/gtest.h>

#include "kizashi/face/openface/made_up_shape.h"
#include "kizashi/face/openface/shape_projection.h"
#include "kizashi/face/openface/stage_reference.h"

namespace kizashi::face::openface {
namespace {

TEST(FitShape, GivesBackTheParametersOfAProjectedShape) {
  ShapeModel model = made_up_shape();
  model.variances *= 1e4F;  // so that nothing is held back
  const ShapeParameters truth = made_up_parameters();
  const FittedShape fit = fit_shape(model, project(model, truth));
  constexpr float tolerance = 2e-3F;
  EXPECT_NEAR(fit.parameters.pose.scale_px_per_mm, truth.pose.scale_px_per_mm, tolerance);
  EXPECT_LT((fit.parameters.pose.angles_rad - truth.pose.angles_rad).norm(), tolerance);
  EXPECT_LT((fit.parameters.pose.translation_px - truth.pose.translation_px).norm(), 0.1F);
  EXPECT_LT((fit.parameters.weights - truth.weights).norm(), 0.1F);
}

TEST(FitShape, LooksPastUnknownPoints) {
  ShapeModel model = made_up_shape(20);
  model.variances *= 1e4F;
  const ShapeParameters truth = made_up_parameters();
  Points2 points_px = project(model, truth);
  points_px.row(4).setZero();
  points_px.row(9) << 0.0F, 500.0F;
  const FittedShape fit = fit_shape(model, points_px);
  Points2 expected = project(model, truth);
  EXPECT_LT((project(model, fit.parameters) - expected).cwiseAbs().maxCoeff(), 0.2F);
}

TEST(FitShape, HoldsUnlikelyShapesBack) {
  const ShapeModel model = made_up_shape();
  ShapeParameters truth = made_up_parameters();
  truth.weights *= 5.0F;
  ShapeModel strict = model;
  strict.variances *= 0.001F;
  const Points2 points_px = project(model, truth);
  EXPECT_LT(fit_shape(strict, points_px).parameters.weights.norm(),
            0.5F * fit_shape(model, points_px).parameters.weights.norm());
}

constexpr float pose_tolerance = 1e-4F;
constexpr float weight_tolerance = 2e-4F;

void expect_near(const ShapeParameters& found, const ShapeParameters& expected) {
  EXPECT_NEAR(found.pose.scale_px_per_mm, expected.pose.scale_px_per_mm, pose_tolerance);
  EXPECT_LT((found.pose.angles_rad - expected.pose.angles_rad).cwiseAbs().maxCoeff(), pose_tolerance);
  EXPECT_LT((found.pose.translation_px - expected.pose.translation_px).cwiseAbs().maxCoeff(), pose_tolerance);
  EXPECT_LT((found.weights - expected.weights).cwiseAbs().maxCoeff(), weight_tolerance);
}

class ShapeFitStages : public testing::TestWithParam<StageFrame> {};
INSTANTIATE_TEST_SUITE_P(AllFrames, ShapeFitStages, testing::ValuesIn(stage_frames()));

TEST_P(ShapeFitStages, WholeFacesAreThoseOfTheReferenceInAsManyIterations) {
  const auto reference = StageReference::open(GetParam().clip, GetParam().number);
  if (!reference) GTEST_SKIP() << "no ../shared/data/openface-reference";
  const FittedShape fit = fit_shape(shared_models()->face.shape, reference->points("final.merged_points"));
  EXPECT_EQ(fit.iterations, reference->number("final.pdm_refit_iterations"));
  expect_near(fit.parameters, reference->parameters("final.global", "final.local"));
}

TEST_P(ShapeFitStages, PartsAreThoseOfTheReferenceInAsManyIterations) {
  const auto reference = StageReference::open(GetParam().clip, GetParam().number);
  if (!reference) GTEST_SKIP() << "no ../shared/data/openface-reference";
  for (const PartModel& part : shared_models()->parts) {
    SCOPED_TRACE(part.name);
    const std::string path = "parts." + part.name;
    const FittedShape fit = fit_shape(part.model.shape, reference->points(path + ".points_in"));
    EXPECT_EQ(fit.iterations, reference->number(path + ".pdm_fit_iterations"));
    expect_near(fit.parameters, reference->parameters(path + ".pdm_fit_global", path + ".pdm_fit_local"));
  }
}

}  // namespace
}  // namespace kizashi::face::openface
