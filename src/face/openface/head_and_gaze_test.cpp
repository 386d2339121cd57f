// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/head_and_gaze.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>

#include "kizashi/face/openface/shape_projection.h"
#include "kizashi/face/openface/stage_reference.h"
#include "kizashi/math/rotation.h"

namespace kizashi::face::openface {
namespace {

constexpr Camera camera{500.0, 320.0, 240.0};

/// A head of 68 points without modes.
ShapeModel random_head() {
  std::mt19937 random(5);
  std::uniform_real_distribution<float> across(-70.0F, 70.0F);
  ShapeModel model;
  model.mean_mm.resize(204);
  for (float& value : model.mean_mm) value = across(random);
  model.modes.resize(204, 0);
  model.variances.resize(0);
  return model;
}

Points2 seen_by(const Camera& seen_with, const ShapeModel& model, const observation::HeadPose& head) {
  const Points3 shape = shape_of(model, Eigen::VectorXf());
  Points2 points_px(shape.rows(), 2);
  for (Eigen::Index i = 0; i < shape.rows(); ++i) {
    const Eigen::Vector3d at_mm =
        head.camera_from_head * shape.row(i).transpose().cast<double>() + head.head_in_camera_mm;
    const Eigen::Vector2d pixel = seen_with.focal_length_px * at_mm.head<2>() / at_mm.z() +
                                  Eigen::Vector2d(seen_with.centre_x_px, seen_with.centre_y_px);
    points_px.row(i) = pixel.transpose().cast<float>();
  }
  return points_px;
}

TEST(HeadPose, IsFoundAgainFromPointsThatACameraSees) {
  const ShapeModel model = random_head();
  const Eigen::Vector3d angles_rad(0.2, -0.4, 0.1);
  const observation::HeadPose head{math::rotation_from_euler_xyz(angles_rad), {40.0, -25.0, 600.0}};
  FaceFit fit;
  fit.points_px = seen_by(camera, model, head);
  fit.face.pose = {0.8F, {0.15F, -0.3F, 0.12F}, {350.0F, 222.0F}};  // a rough start
  const auto found = estimate_head_pose(model, fit, camera);
  EXPECT_LE((found.head_in_camera_mm - head.head_in_camera_mm).norm(), 1e-2);
  EXPECT_LE((found.camera_from_head - head.camera_from_head).norm(), 1e-5);
}

TEST(PointsInCamera, LieWhereTheWeakPoseSeesThem) {
  const ShapeModel model = random_head();
  const ShapeParameters parameters{{0.9F, {0.1F, 0.2F, -0.3F}, {300.0F, 260.0F}}, Eigen::VectorXf()};
  const Points3 points_mm = points_in_camera_mm(model, parameters, camera);
  const Points2 points_px = project(model, parameters);
  for (Eigen::Index i = 0; i < points_mm.rows(); ++i) {
    const Eigen::RowVector3d at_mm = points_mm.row(i).cast<double>();
    EXPECT_NEAR(camera.focal_length_px * at_mm.x() / at_mm.z() + camera.centre_x_px, points_px(i, 0), 1e-3);
    EXPECT_NEAR(camera.focal_length_px * at_mm.y() / at_mm.z() + camera.centre_y_px, points_px(i, 1), 1e-3);
  }
  const Points3 turned =
      shape_of(model, Eigen::VectorXf()) *
      math::rotation_from_euler_xyz(parameters.pose.angles_rad.cast<double>()).cast<float>().transpose();
  EXPECT_NEAR(points_mm(7, 2) - points_mm(3, 2), turned(7, 2) - turned(3, 2), 1e-3);
}

/// A face that looks straight ahead half a metre away, whose irises can be moved.
class Looking {
 public:
  Looking() {
    models_.face.shape = random_head();
    for (const Eigen::Index corner : {36, 39, 42, 45}) {
      const float from_nose_mm = corner == 36 ? -45.0F : corner == 39 ? -15.0F : corner == 42 ? 15.0F : 45.0F;
      set(models_.face.shape, corner, {from_nose_mm, 0.0F, 0.0F});
    }
    fit_.face.pose = middle();
    for (const char* name : {"inner", "left_eye_28", "right_eye_28"}) {
      models_.parts.push_back({name, {}, {}});
      models_.parts.back().model.shape = eye();
      fit_.parts.push_back({middle(), Eigen::VectorXf()});
    }
  }

  /// Irises so far from their eyeballs' centres, as the camera sees them.
  [[nodiscard]] observation::Gaze gaze(double right_mm, double down_mm) {
    place_iris(1, -30.0 + right_mm, -3.5 + down_mm);
    place_iris(2, 30.0 + right_mm, -3.5 + down_mm);
    return estimate_gaze(models_, fit_, {Eigen::Matrix3d::Identity(), {0.0, 0.0, distance_mm}}, camera);
  }

  /// In the plane of the face.
  static constexpr double distance_mm = 500.0;

 private:
  static WeakPose middle() { return {1.0F, Eigen::Vector3f::Zero(), {320.0F, 240.0F}}; }

  static ShapeModel eye() {
    ShapeModel model;
    model.mean_mm = Eigen::VectorXf::Zero(3 * 28);
    model.modes.resize(3 * 28, 0);
    model.variances.resize(0);
    return model;
  }

  static void set(ShapeModel& model, Eigen::Index point, const Eigen::Vector3f& at_mm) {
    for (Eigen::Index axis = 0; axis < 3; ++axis) model.mean_mm[axis * model.point_count() + point] = at_mm[axis];
  }

  /// Eight points round a place that lies on the ray to the given place beside the eyeball's centre.
  void place_iris(std::size_t part, double x_mm, double y_mm) {
    const double shrunk = distance_mm / (distance_mm + 7.0);
    for (Eigen::Index i = 0; i < 8; ++i) {
      const double angle_rad = static_cast<double>(i) * std::atan(1.0);
      const Eigen::Vector2d at_mm =
          shrunk * Eigen::Vector2d(x_mm, y_mm) + 6.0 * Eigen::Vector2d(std::cos(angle_rad), std::sin(angle_rad));
      set(models_.parts[part].model.shape, i, {static_cast<float>(at_mm.x()), static_cast<float>(at_mm.y()), 0.0F});
    }
  }

  Models models_;
  FaceFit fit_;
};

constexpr double gaze_tolerance = 1e-4;

/// The direction from a ball's centre, 507 mm away, to where the ray through a place beside that centre meets it.
Eigen::Vector3d expected_gaze(const Eigen::Vector3d& centre_mm, double right_mm, double down_mm) {
  const Eigen::Vector3d ray = (centre_mm + Eigen::Vector3d(right_mm, down_mm, 0.0)).normalized();
  const double closest_mm = ray.dot(centre_mm);
  const double beside_mm = (closest_mm * ray - centre_mm).norm();
  return ((closest_mm - std::sqrt(144.0 - beside_mm * beside_mm)) * ray - centre_mm).normalized();
}

TEST(Gaze, GoesThroughTheIrisFromTheEyeballsCentre) {
  Looking face;
  for (const auto& [right_mm, down_mm] : {std::pair{0.0, 0.0}, std::pair{4.0, 0.0}, std::pair{-3.0, 5.0}}) {
    const auto gaze = face.gaze(right_mm, down_mm);
    EXPECT_LE((gaze.image_left_eye - expected_gaze({-30.0, -3.5, 507.0}, right_mm, down_mm)).norm(), gaze_tolerance);
    EXPECT_LE((gaze.image_right_eye - expected_gaze({30.0, -3.5, 507.0}, right_mm, down_mm)).norm(), gaze_tolerance);
  }
}

TEST(Gaze, OfAnIrisBesideItsEyeballGoesToTheCamera) {
  const auto gaze = Looking().gaze(20.0, 0.0);
  const Eigen::Vector3d to_camera =
      (Eigen::Vector3d(0.0, 0.0, -1.0) - Eigen::Vector3d(-30.0, -3.5, 507.0)).normalized();
  EXPECT_LE((gaze.image_left_eye - to_camera).norm(), gaze_tolerance);
}

/// The reference gives nine digits.
constexpr double position_tolerance_mm = 1e-4;
constexpr double angle_tolerance_rad = 1e-6;
constexpr double point_tolerance_mm = 1e-4;
constexpr double gaze_reference_tolerance = 2e-5;

class HeadReference : public testing::TestWithParam<StageFrame> {
 protected:
  void SetUp() override {
    models_ = shared_models();
    reference_ = StageReference::open(GetParam().clip, GetParam().number);
    if (!reference_ || !models_) GTEST_SKIP() << "no reference values or models";
    fit_.face = reference_->parameters("model_global", "model_local");
    fit_.points_px = project(models_->face.shape, fit_.face);
    for (const PartModel& part : models_->parts) {
      const std::string path = "parts." + part.name;
      fit_.parts.push_back(reference_->parameters(path + ".global_final", path + ".local_final"));
    }
    camera_ = {reference_->number("pose.focal_px"), reference_->number("pose.cx"), reference_->number("pose.cy")};
  }

  std::shared_ptr<const Models> models_;
  std::optional<StageReference> reference_;
  FaceFit fit_;
  Camera camera_;
};

TEST_P(HeadReference, PoseIsThatOfOpenFace) {
  const Eigen::VectorXd expected = reference_->numbers("pose.pose");
  const auto pose = estimate_head_pose(models_->face.shape, fit_, camera_);
  EXPECT_LE((pose.head_in_camera_mm - expected.head<3>()).cwiseAbs().maxCoeff(), position_tolerance_mm);
  const Eigen::Vector3d angles_rad = math::euler_xyz_from_rotation(pose.camera_from_head);
  EXPECT_LE((angles_rad - expected.tail<3>()).cwiseAbs().maxCoeff(), angle_tolerance_rad);
}

TEST_P(HeadReference, PointsBeforeTheCameraAreThoseOfOpenFace) {
  const Points3 points_mm = points_in_camera_mm(models_->face.shape, fit_.face, camera_);
  const Eigen::MatrixXd expected = reference_->rows("pose.points3d");
  EXPECT_LE((points_mm.cast<double>() - expected).cwiseAbs().maxCoeff(), point_tolerance_mm);
}

TEST_P(HeadReference, GazeIsThatOfOpenFace) {
  const auto pose = estimate_head_pose(models_->face.shape, fit_, camera_);
  const auto gaze = estimate_gaze(*models_, fit_, pose, camera_);
  if (!*reference_->stages().find("model_success")->as_flag()) {
    EXPECT_TRUE(reference_->numbers("gaze.gaze_0").isZero()) << "it has none to compare with where the face was lost";
    return;
  }
  EXPECT_LE((gaze.image_left_eye - reference_->numbers("gaze.gaze_0")).cwiseAbs().maxCoeff(), gaze_reference_tolerance);
  EXPECT_LE((gaze.image_right_eye - reference_->numbers("gaze.gaze_1")).cwiseAbs().maxCoeff(),
            gaze_reference_tolerance);
}

INSTANTIATE_TEST_SUITE_P(, HeadReference, testing::ValuesIn(stage_frames()),
                         [](const auto& frame) { return frame.param.clip + "_" + std::to_string(frame.param.number); });

}  // namespace
}  // namespace kizashi::face::openface
