// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/shape_projection.h"

#include <gtest/gtest.h>

#include <cmath>

#include "kizashi/face/openface/made_up_shape.h"
#include "kizashi/face/openface/stage_reference.h"

namespace kizashi::face::openface {
namespace {

TEST(Project, PutsTheUnturnedMeanAtItsScaleAndPlace) {
  const ShapeModel model = made_up_shape();
  const ShapeParameters parameters{{2.0F, Eigen::Vector3f::Zero(), {10.0F, 20.0F}}, Eigen::VectorXf::Zero(3)};
  const Points2 points_px = project(model, parameters);
  for (Eigen::Index i = 0; i < model.point_count(); ++i) {
    EXPECT_FLOAT_EQ(points_px(i, 0), 2.0F * model.mean_mm[i] + 10.0F);
    EXPECT_FLOAT_EQ(points_px(i, 1), 2.0F * model.mean_mm[model.point_count() + i] + 20.0F);
  }
}

TEST(Project, TurnsTheFaceAboutTheDepthAxisByTheLastAngle) {
  const ShapeModel model = made_up_shape();
  const auto quarter = static_cast<float>(std::acos(0.0));
  const ShapeParameters parameters{{1.0F, {0.0F, 0.0F, quarter}, {0.0F, 0.0F}}, Eigen::VectorXf::Zero(3)};
  const Points2 points_px = project(model, parameters);
  constexpr float tolerance_px = 1e-4F;
  EXPECT_NEAR(points_px(0, 0), -model.mean_mm[model.point_count()], tolerance_px);
  EXPECT_NEAR(points_px(0, 1), model.mean_mm[0], tolerance_px);
}

TEST(PoseInBox, LetsTheShapeFillTheBoxOnAverage) {
  const ShapeModel model = made_up_shape();
  const FaceBox box{30.0F, 40.0F, 200.0F, 150.0F, 1.0F};
  ShapeParameters parameters = made_up_parameters();
  parameters.pose = pose_in_box(model, box, parameters);
  const Points2 points_px = project(model, parameters);
  const Eigen::RowVector2f least = points_px.colwise().minCoeff();
  const Eigen::RowVector2f most = points_px.colwise().maxCoeff();
  constexpr float tolerance_px = 1e-3F;
  EXPECT_NEAR((least.x() + most.x()) / 2.0F, 130.0F, tolerance_px);
  EXPECT_NEAR((least.y() + most.y()) / 2.0F, 115.0F, tolerance_px);
  EXPECT_NEAR(box.width / (most.x() - least.x()) + box.height / (most.y() - least.y()), 2.0F, 1e-5F);
}

class ProjectedPoints : public testing::TestWithParam<StageFrame> {};
INSTANTIATE_TEST_SUITE_P(AllFrames, ProjectedPoints, testing::ValuesIn(stage_frames()));

TEST_P(ProjectedPoints, AreThoseOfTheReference) {
  const auto reference = StageReference::open(GetParam().clip, GetParam().number);
  if (!reference) GTEST_SKIP() << "no ../shared/data/openface-reference";
  const Models& models = *shared_models();
  constexpr float tolerance_px = 2e-4F;
  const auto whole = reference->parameters("final.global", "final.local");
  EXPECT_LT((project(models.face.shape, whole) - reference->points("final.points")).cwiseAbs().maxCoeff(),
            tolerance_px);
  for (const PartModel& part : models.parts) {
    const std::string path = "parts." + part.name;
    const auto fitted = reference->parameters(path + ".global_final", path + ".local_final");
    EXPECT_LT((project(part.model.shape, fitted) - reference->points(path + ".points_final")).cwiseAbs().maxCoeff(),
              tolerance_px);
  }
}

TEST(ProjectionStages, FirstPosesInTheBoxAreThoseOfTheReference) {
  if (!StageReference::open("lp_d3", 1)) GTEST_SKIP() << "no ../shared/data/openface-reference";
  const ShapeModel& shape = shared_models()->face.shape;
  int compared = 0;
  for (const StageFrame& frame : stage_frames()) {
    const auto reference = StageReference::open(frame.clip, frame.number);
    if (!reference->has("hypotheses")) continue;
    const Eigen::VectorXf box = reference->numbers("detector.chosen_box").cast<float>();
    for (std::size_t i = 0; i < reference->size("hypotheses"); ++i, ++compared) {
      const std::string path = "hypotheses." + std::to_string(i);
      ShapeParameters turned{{}, Eigen::VectorXf::Zero(shape.mode_count())};
      turned.pose.angles_rad = reference->numbers(path + ".euler_start").cast<float>();
      const WeakPose pose = pose_in_box(shape, {box[0], box[1], box[2], box[3], 1.0F}, turned);
      const Eigen::VectorXf expected = reference->numbers(path + ".global_start").cast<float>();
      constexpr float tolerance = 2e-4F;
      EXPECT_NEAR(pose.scale_px_per_mm, expected[0], tolerance);
      EXPECT_LT((pose.translation_px - expected.tail<2>()).cwiseAbs().maxCoeff(), tolerance);
    }
  }
  EXPECT_EQ(compared, 44);
}

}  // namespace
}  // namespace kizashi::face::openface
