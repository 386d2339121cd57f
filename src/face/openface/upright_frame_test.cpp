// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/upright_frame.h"

#include <gtest/gtest.h>

#include <Eigen/Geometry>

#include "kizashi/face/openface/made_up_shape.h"
#include "kizashi/face/openface/prepared_shape.h"
#include "kizashi/face/openface/stage_reference.h"

namespace kizashi::face::openface {
namespace {

TEST(UprightFromPicture, UndoesATurnInThePictureAndItsScale) {
  const PreparedShape shape(made_up_shape());
  ShapeWorkspace work(shape);
  bend(shape, Eigen::VectorXf::Zero(3), work);
  constexpr float turn_rad = 0.7F;
  place({2.5F, {0.0F, 0.0F, turn_rad}, {200.0F, 100.0F}}, work);
  const Eigen::Matrix2d found = upright_from_picture(work.places_px, work.shape_mm, 0.5);
  const Eigen::Matrix2d expected = 0.5 / 2.5 * Eigen::Rotation2Dd(-turn_rad).toRotationMatrix();
  constexpr double tolerance = 1e-6;
  EXPECT_LT((found - expected).norm(), tolerance);
}

class UprightStages : public testing::TestWithParam<StageFrame> {};
INSTANTIATE_TEST_SUITE_P(AllFrames, UprightStages, testing::ValuesIn(stage_frames()));

TEST_P(UprightStages, TurnsAndScalesAreThoseOfTheReference) {
  const auto reference = StageReference::open(GetParam().clip, GetParam().number);
  if (!reference) GTEST_SKIP() << "no ../shared/data/openface-reference";
  const PreparedShape shape(shared_models()->face.shape);
  ShapeWorkspace work(shape);
  for (std::size_t i = 0; i < reference->size("face_fit.scales"); ++i) {
    const std::string path = "face_fit.scales." + std::to_string(i);
    const ShapeParameters before = reference->parameters(path + ".global_before", path + ".local_before");
    bend(shape, before.weights, work);
    place(before.pose, work);
    const Eigen::Matrix2d found =
        upright_from_picture(work.places_px, work.shape_mm, reference->number(path + ".px_per_mm"));
    constexpr double tolerance = 2e-6;
    EXPECT_LT((found - reference->rows(path + ".image_to_ref")).cwiseAbs().maxCoeff(), tolerance);
  }
}

}  // namespace
}  // namespace kizashi::face::openface
