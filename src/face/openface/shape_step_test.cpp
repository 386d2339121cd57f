// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/shape_step.h"

#include <gtest/gtest.h>

#include <Eigen/LU>

#include "kizashi/face/openface/made_up_shape.h"
#include "kizashi/face/openface/shape_projection.h"
#include "kizashi/math/rotation.h"

namespace kizashi::face::openface {
namespace {

/// A made-up shape at its place, and the equations that a plain derivation by differences gives.
struct Scene {
  ShapeModel model = made_up_shape();
  PreparedShape shape{model};
  TrustedPoints points{shape, Eigen::VectorXd::LinSpaced(model.point_count(), 0.0, 1.5)};
  ShapeParameters at = made_up_parameters();
  ShapeWorkspace work{shape};

  Scene() {
    bend(shape, at.weights, work);
    place(at.pose, work);
    work.residuals_px.setRandom();
  }

  [[nodiscard]] Eigen::VectorXd moved(Eigen::Index parameter, double by) {
    PoseStep step = PoseStep::Zero();
    ShapeParameters next = at;
    if (parameter < 6) {
      step[parameter] = by;
      next.pose = advance(at.pose, math::rotation_from_euler_xyz(at.pose.angles_rad.cast<double>()), step);
    } else {
      next.weights[parameter - 6] += static_cast<float>(by);
    }
    return project(model, next).cast<double>().reshaped();
  }

  /// Central differences of the float projection.
  [[nodiscard]] Eigen::MatrixXd jacobian() {
    constexpr double by = 0.02;
    Eigen::MatrixXd result(2 * model.point_count(), 6 + model.mode_count());
    for (Eigen::Index i = 0; i < result.cols(); ++i) result.col(i) = (moved(i, by) - moved(i, -by)) / (2.0 * by);
    return result;
  }
};

constexpr double step_tolerance = 2e-3;

TEST(PoseStep, SolvesTheWeightedNormalEquations) {
  Scene scene;
  const Eigen::MatrixXd jacobian = scene.jacobian().leftCols<6>();
  const Eigen::MatrixXd weighted = scene.points.trust.replicate(2, 1).asDiagonal() * jacobian;
  const Eigen::VectorXd expected =
      (jacobian.transpose() * weighted).inverse() * (weighted.transpose() * scene.work.residuals_px.reshaped());
  const PoseStep step = pose_step(scene.at.pose.scale_px_per_mm, scene.points, scene.work);
  EXPECT_LT((step - expected).norm(), step_tolerance * expected.norm());
}

TEST(FullStep, SolvesTheWeightedNormalEquationsWithTheShapesPrior) {
  Scene scene;
  constexpr double regularisation = 30.0;
  const Eigen::MatrixXd jacobian = scene.jacobian();
  const Eigen::MatrixXd weighted = scene.points.trust.replicate(2, 1).asDiagonal() * jacobian;
  Eigen::VectorXd hold = Eigen::VectorXd::Zero(jacobian.cols());
  hold.tail(scene.model.mode_count()) = regularisation * scene.shape.variances.cwiseInverse();
  Eigen::VectorXd parameters = Eigen::VectorXd::Zero(jacobian.cols());
  parameters.tail(scene.model.mode_count()) = scene.at.weights.cast<double>();
  const Eigen::MatrixXd normal = jacobian.transpose() * weighted + Eigen::MatrixXd(hold.asDiagonal());
  const Eigen::VectorXd expected =
      normal.inverse() * (weighted.transpose() * scene.work.residuals_px.reshaped() - hold.cwiseProduct(parameters));
  const Eigen::VectorXd& step = full_step(scene.at, regularisation, scene.shape, scene.points, scene.work);
  EXPECT_LT((step - expected).norm(), step_tolerance * expected.norm());
}

TEST(Advance, TurnsByARotationThatFollowsOnThePoses) {
  const WeakPose pose = made_up_parameters().pose;
  const Eigen::Matrix3d rotation = math::rotation_from_euler_xyz(pose.angles_rad.cast<double>());
  PoseStep step;
  step << 0.1, 0.4, -0.3, 0.2, 5.0, -6.0;
  const WeakPose next = advance(pose, rotation, step);
  constexpr float tolerance = 1e-5F;
  EXPECT_NEAR(next.scale_px_per_mm, pose.scale_px_per_mm + 0.1F, tolerance);
  EXPECT_NEAR(next.translation_px.x(), pose.translation_px.x() + 5.0F, tolerance);
  EXPECT_NEAR(next.translation_px.y(), pose.translation_px.y() - 6.0F, tolerance);
  const Eigen::Matrix3f turned = math::rotation_from_euler_xyz(next.angles_rad.cast<double>()).cast<float>();
  EXPECT_LT((turned * turned.transpose() - Eigen::Matrix3f::Identity()).norm(), tolerance);
  // What the turn leaves in its place is its own axis.
  const Eigen::Vector3f axis(0.4F, -0.3F, 0.2F);
  EXPECT_LT((turned * axis - rotation.cast<float>() * axis).norm(), tolerance);
  EXPECT_GT((turned - rotation.cast<float>()).norm(), 0.1F);
}

TEST(HoldLikely, CutsWeightsAtThreeStandardDeviations) {
  const PreparedShape shape(made_up_shape());
  Eigen::VectorXf weights{{70.0F, -29.0F, -16.0F}};
  EXPECT_TRUE(hold_likely(shape, weights));
  EXPECT_FLOAT_EQ(weights[0], 60.0F);
  EXPECT_FLOAT_EQ(weights[1], -29.0F);
  EXPECT_FLOAT_EQ(weights[2], -15.0F);
  EXPECT_FALSE(hold_likely(shape, weights));
}

}  // namespace
}  // namespace kizashi::face::openface
