// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/head_motion.h"

#include <cmath>
#include <numbers>
#include <optional>

#include "kizashi/base/check.h"
#include "kizashi/face/mesh/synthetic_mesh.h"
#include "kizashi/face/mesh/test_models.h"
#include "kizashi/math/rotation.h"

namespace kizashi::synth {
namespace {

namespace mesh = face::mesh;

constexpr int side_px = 640;
constexpr double rad_per_deg = std::numbers::pi / 180.0;
const HeadShape::Vector still_rad(0.05, -0.03, 0.02);
/// Where the ideal face bends out of sight before the ears, the smooth surface stays up to 12 mm nearer.
constexpr double turn_tolerance_rad = 0.015;
/// The nod is partly fitted to depth as if there were no perspective.
constexpr double nod_tolerance_rad = 0.025;
constexpr double mirror_tolerance_px = 0.5;

/// The canonical face before the camera, looking almost into it.
class HeadMotionOfAnIdealFace : public mesh::WithModels {
 protected:
  void SetUp() override {
    mesh::WithModels::SetUp();
    if (IsSkipped()) return;
    face_ = *mesh::parse_canonical_face(store_.load("canonical_face")->bytes);
    portrait_ = {cv::Mat(side_px, side_px, CV_8UC3), points_at(still_rad)};
    cv::randu(portrait_.rgb, cv::Scalar::all(0), cv::Scalar::all(256));
  }

  [[nodiscard]] mesh::MeshPoints points_at(const HeadShape::Vector& angles_rad) const {
    const observation::HeadPose pose{math::rotation_from_euler_xyz(angles_rad), {0.0, 0.0, 400.0}};
    auto points = mesh::render_canonical_face(face_, pose, camera_, {face_.points_mm.at(159), face_.points_mm.at(386)});
    const auto iris_radius_px = static_cast<float>(5.85 * camera_.focal_length_px / pose.head_in_camera_mm.z());
    for (const std::size_t rim : {471U, 476U}) points.at(rim).x() -= iris_radius_px;
    for (const std::size_t rim : {469U, 474U}) points.at(rim).x() += iris_radius_px;
    return points;
  }

  /// The turn that the engine's own pose finds in a turned picture, of an ideal mesh after `step_rad` whose points lie
  /// where the picture shows them.
  [[nodiscard]] HeadShape::Vector turn_seen_in(const cv::Mat& origin_px, const HeadShape::Vector& step_rad) const;

  mesh::CanonicalFace face_;
  face::Camera camera_ = face::default_camera(side_px, side_px);
  Portrait portrait_;
};

/// Where a place of the still picture is seen; nowhere when something nearer hides it.
std::optional<cv::Point2f> seen_at(const cv::Mat& origin_px, cv::Point2f place_px) {
  constexpr float next_pixel_px = 1.0F;
  float least_px = next_pixel_px;
  std::optional<cv::Point2f> seen;
  for (int y = 0; y < origin_px.rows; ++y) {
    for (int x = 0; x < origin_px.cols; ++x) {
      const cv::Vec2f away = cv::Vec2f(place_px.x, place_px.y) - origin_px.at<cv::Vec2f>(y, x);
      const float distance_px = std::hypot(away[0], away[1]);
      if (distance_px >= least_px) continue;
      least_px = distance_px;
      seen = cv::Point2f(cv::Point(x, y)) + cv::Point2f(away[0], away[1]);
    }
  }
  return seen;
}

HeadShape::Vector HeadMotionOfAnIdealFace::turn_seen_in(const cv::Mat& origin_px,
                                                        const HeadShape::Vector& step_rad) const {
  mesh::CanonicalFace visible = face_;
  visible.rigid_basis.clear();
  mesh::MeshPoints points = points_at(still_rad + step_rad);
  for (const auto& basis : face_.rigid_basis) {
    const auto& still = portrait_.points_px.at(basis.point_idx);
    const auto seen = seen_at(origin_px, {still.x(), still.y()});
    if (!seen) continue;
    visible.rigid_basis.push_back(basis);
    points.at(basis.point_idx).head<2>() << seen->x, seen->y;
  }
  EXPECT_GT(visible.rigid_basis.size(), face_.rigid_basis.size() / 2);
  const auto angles_of = [&](const mesh::MeshPoints& mesh_px) {
    return math::euler_xyz_from_rotation(mesh::estimate_head_pose(mesh_px, visible, camera_).camera_from_head);
  };
  return angles_of(points) - angles_of(portrait_.points_px);
}

TEST_F(HeadMotionOfAnIdealFace, ShowsTheFaceAtTheAngleAskedToAnyCamera) {
  for (const std::optional<double> focal_length_px : {std::optional<double>(), std::optional<double>(500.0)}) {
    camera_.focal_length_px = focal_length_px.value_or(camera_.focal_length_px);
    portrait_.points_px = points_at(still_rad);
    const HeadMotion motion(portrait_, face_, focal_length_px);
    for (const HeadTurn& turn : {HeadTurn{12.0, 0.0, 0.0}, HeadTurn{-12.0, 0.0, 0.0}, HeadTurn{0.0, 10.0, 0.0},
                                 HeadTurn{0.0, -10.0, 0.0}, HeadTurn{0.0, 0.0, 10.0}, HeadTurn{8.0, -5.0, -6.0}}) {
      const HeadShape::Vector step_rad = rad_per_deg * HeadShape::Vector(turn.pitch_deg, turn.yaw_deg, turn.roll_deg);
      const HeadShape::Vector found_rad = turn_seen_in(motion.origin_px(turn), step_rad);
      EXPECT_NEAR(found_rad.x(), step_rad.x(), nod_tolerance_rad) << turn.pitch_deg;
      EXPECT_NEAR(found_rad.y(), step_rad.y(), turn_tolerance_rad) << turn.yaw_deg;
      EXPECT_NEAR(found_rad.z(), step_rad.z(), turn_tolerance_rad) << turn.roll_deg;
    }
  }
}

TEST_F(HeadMotionOfAnIdealFace, WithoutATurnIsThePicture) {
  const HeadMotion motion(portrait_, face_);
  EXPECT_EQ(cv::norm(motion.turned(portrait_.rgb, {}), portrait_.rgb, cv::NORM_INF), 0.0);
  const cv::Mat origin_px = motion.origin_px({});
  for (int place = 0; place < side_px; ++place) {
    EXPECT_NEAR(static_cast<double>(origin_px.at<cv::Vec2f>(place, place)[0]), place, 0.01);
  }
}

TEST_F(HeadMotionOfAnIdealFace, LeavesTheBackgroundInPlace) {
  const HeadMotion motion(portrait_, face_);
  const cv::Mat seen = motion.turned(portrait_.rgb, {15.0, 10.0, 0.0});
  for (const cv::Rect& corner : {cv::Rect(0, 0, 60, 60), cv::Rect(580, 0, 60, 60), cv::Rect(0, 600, 640, 40)}) {
    EXPECT_LE(cv::norm(seen(corner), portrait_.rgb(corner), cv::NORM_INF), 1.0) << corner;
  }
  EXPECT_GT(cv::norm(seen, portrait_.rgb, cv::NORM_INF), 100.0);
}

TEST_F(HeadMotionOfAnIdealFace, IsAMirrorImageForTheOppositeTurn) {
  portrait_.points_px = points_at({0.0, 0.0, 0.0});
  const HeadMotion motion(portrait_, face_);
  const cv::Mat to_left = motion.origin_px({10.0, 4.0, 0.0});
  const cv::Mat to_right = motion.origin_px({-10.0, 4.0, 0.0});
  // In the middle of the face, where no edge lets one side differ from the other by a rounding.
  for (int y = 260; y < 400; y += 10) {
    for (int x = 270; x < 380; x += 10) {
      const cv::Vec2f left = to_left.at<cv::Vec2f>(y, x);
      const cv::Vec2f right = to_right.at<cv::Vec2f>(y, side_px - x);
      EXPECT_NEAR(static_cast<double>(left[0]), static_cast<double>(side_px - right[0]), mirror_tolerance_px);
      EXPECT_NEAR(static_cast<double>(left[1]), static_cast<double>(right[1]), mirror_tolerance_px);
    }
  }
}

TEST_F(HeadMotionOfAnIdealFace, OfAPictureOfAnotherSizeIsABrokenContract) {
  const HeadMotion motion(portrait_, face_);
  EXPECT_THROW(static_cast<void>(motion.turned(cv::Mat::zeros(8, 8, CV_8UC3), {})), base::ContractViolation);
}

}  // namespace
}  // namespace kizashi::synth
