// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/evidence.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "kizashi/base/check.h"
#include "kizashi/face/mesh/synthetic_mesh.h"
#include "kizashi/face/mesh/test_models.h"
#include "kizashi/math/rotation.h"

namespace kizashi::face::mesh {
namespace {

constexpr double tolerance_mm = 0.3;

double value_of(const std::vector<std::optional<double>>& evidence, std::string_view name) {
  const auto place = place_of(name, evidence_columns());
  KIZASHI_CHECK(place.has_value(), "a column of evidence");
  return evidence.at(*place).value();
}

class EvidenceOfAnIdealMesh : public WithModels {
 protected:
  [[nodiscard]] CanonicalFace face() const { return *parse_canonical_face(store_.load("canonical_face")->bytes); }

  /// Evidence of the canonical face, changed by `change`, far away and in some pose.
  template <typename Change>
  [[nodiscard]] std::vector<std::optional<double>> evidence_after(Change change) const {
    CanonicalFace changed = face();
    change(changed);
    const observation::HeadPose pose{math::rotation_from_euler_xyz({0.1, 0.25, -0.1}), {0, 0, 50000}};
    const Camera camera{30000, 320, 240};
    const observation::Gaze along_the_face{-pose.camera_from_head.col(2), -pose.camera_from_head.col(2)};
    return compute_evidence({render_canonical_face(changed, pose, camera, {}), {}, pose, along_the_face}, face());
  }
};

TEST_F(EvidenceOfAnIdealMesh, HasAValueForEveryColumnAndColumnsHaveNamesOfTheirOwn) {
  EXPECT_EQ(evidence_after([](CanonicalFace&) {}).size(), evidence_columns().size());
  std::set<std::string> names;
  for (const auto& column : evidence_columns()) names.insert(column.name);
  EXPECT_EQ(names.size(), evidence_columns().size());
}

TEST_F(EvidenceOfAnIdealMesh, PatchesComeLastAndAreAbsentWithoutAPicture) {
  const auto& columns = evidence_columns();
  const auto evidence = evidence_after([](CanonicalFace&) {});
  const auto is_patch = [](const auto& column) { return column.name.starts_with("patch_"); };
  const auto first = std::find_if(columns.begin(), columns.end(), is_patch);
  EXPECT_EQ(std::count_if(columns.begin(), columns.end(), is_patch), columns.end() - first);
  EXPECT_LE(columns.end() - first, 32) << "each is stored for every frame";
  for (std::size_t i = 0; i < columns.size(); ++i) EXPECT_EQ(evidence[i].has_value(), !is_patch(columns[i]));
}

TEST_F(EvidenceOfAnIdealMesh, ABrowRaisedByFiveMillimetresOnOneSideIsFiveThereAndNothingOnTheOther) {
  const auto rest = evidence_after([](CanonicalFace&) {});
  const auto raised = evidence_after([](CanonicalFace& changed) {
    for (const std::size_t point : {55U, 107U}) changed.points_mm.at(point).y() -= 5.0;
  });
  const auto change = [&](std::string_view name) { return value_of(raised, name) - value_of(rest, name); };
  EXPECT_NEAR(change("brow_inner_height_right_mm"), 5.0, tolerance_mm) << "left of the picture is the person's right";
  EXPECT_NEAR(change("brow_inner_height_left_mm"), 0.0, tolerance_mm);
}

TEST_F(EvidenceOfAnIdealMesh, ADroppedJawOpensTheLipsAndLowersTheChin) {
  const auto rest = evidence_after([](CanonicalFace&) {});
  const auto dropped = evidence_after([](CanonicalFace& changed) {
    for (const std::size_t point : {14U, 87U, 317U, 17U, 84U, 314U, 200U, 199U, 18U, 152U}) {
      changed.points_mm.at(point).y() += 10.0;
    }
  });
  const auto change = [&](std::string_view name) { return value_of(dropped, name) - value_of(rest, name); };
  EXPECT_NEAR(change("inner_lip_gap_mm"), 10.0, 1.0);
  EXPECT_NEAR(change("chin_boss_height_mm"), -10.0, tolerance_mm);
  EXPECT_NEAR(change("chin_over_nose_base_mm"), -10.0, tolerance_mm);
  EXPECT_NEAR(change("lower_lip_thickness_mm"), 0.0, tolerance_mm);
}

TEST_F(EvidenceOfAnIdealMesh, CornersPulledOutwardsWidenTheMouthAlike) {
  const auto rest = evidence_after([](CanonicalFace&) {});
  const auto pulled = evidence_after([](CanonicalFace& changed) {
    changed.points_mm.at(61).x() -= 4.0;
    changed.points_mm.at(291).x() += 4.0;
  });
  const auto change = [&](std::string_view name) { return value_of(pulled, name) - value_of(rest, name); };
  EXPECT_NEAR(change("mouth_width_mm"), 8.0, tolerance_mm);
  EXPECT_NEAR(change("lip_corner_breadth_left_mm"), change("lip_corner_breadth_right_mm"), tolerance_mm);
  EXPECT_GT(change("lip_corner_stretch_left_mm"), 2.0);
}

TEST_F(EvidenceOfAnIdealMesh, AnglesAreThoseBetweenTheFaceTheLineToTheCameraAndTheEyes) {
  const auto angles_of = [this](const observation::HeadPose& pose, const Eigen::Vector3d& gaze) {
    const MeshPoints points = render_canonical_face(face(), pose, {30000, 320, 240}, {});
    const auto evidence = compute_evidence({points, {}, pose, {gaze, gaze}}, face());
    return std::array{value_of(evidence, "head_pitch_rad"), value_of(evidence, "head_yaw_rad"),
                      value_of(evidence, "gaze_pitch_rad"), value_of(evidence, "gaze_yaw_rad")};
  };
  constexpr double tolerance_rad = 1e-9;
  const Eigen::Vector3d into_the_camera(0, 0, -1);
  const auto turned = angles_of({math::rotation_from_euler_xyz({0, 0.3, 0}), {0, 0, 50000}}, into_the_camera);
  EXPECT_THAT(turned,
              testing::ElementsAre(testing::DoubleNear(0.0, tolerance_rad), testing::DoubleNear(0.3, tolerance_rad),
                                   testing::DoubleNear(0.0, tolerance_rad), testing::DoubleNear(0.3, tolerance_rad)))
      << "eyes on the camera look out of the corner of a turned face";
  const auto nodding =
      angles_of({math::rotation_from_euler_xyz({0.2, 0, 0}), {0, 0, 50000}}, {0, std::sin(0.5), -std::cos(0.5)});
  EXPECT_NEAR(nodding[0], 0.2, tolerance_rad) << "the face points 0.2 rad below the camera";
  EXPECT_NEAR(nodding[2], 0.3, tolerance_rad) << "the eyes 0.5 rad, 0.3 of them by themselves";
}

TEST_F(EvidenceOfAnIdealMesh, AHeadBesideTheCameraThatFacesItIsNotTurned) {
  const double angle_rad = 0.2;
  const Eigen::Vector3d place_mm = 50000 * Eigen::Vector3d(std::sin(angle_rad), 0, std::cos(angle_rad));
  const observation::HeadPose pose{math::rotation_from_euler_xyz({0, angle_rad, 0}), place_mm};
  const MeshPoints points = render_canonical_face(face(), pose, {30000, 320, 240}, {});
  const auto evidence = compute_evidence({points, {}, pose, {{0, 0, -1}, {0, 0, -1}}}, face());
  EXPECT_NEAR(value_of(evidence, "head_yaw_rad"), 0.0, 1e-9);
}

}  // namespace
}  // namespace kizashi::face::mesh
