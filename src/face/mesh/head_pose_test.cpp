// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/head_pose.h"

#include "kizashi/face/mesh/synthetic_mesh.h"
#include "kizashi/face/mesh/test_models.h"
#include "kizashi/math/rotation.h"

namespace kizashi::face::mesh {
namespace {

// The perspective fit is exact on ideal points; the depth fit, which takes the picture for an orthographic one, is not.
constexpr double turn_tolerance_rad = 1e-3;
constexpr double nod_tolerance_rad = 0.05;
constexpr double place_tolerance_mm = 0.5;

class HeadPoseOfAnIdealMesh : public WithModels {
 protected:
  [[nodiscard]] CanonicalFace face() const { return *parse_canonical_face(store_.load("canonical_face")->bytes); }
  Camera camera_ = default_camera(640, 480);
};

TEST_F(HeadPoseOfAnIdealMesh, IsThePoseItWasMadeWith) {
  for (const Eigen::Vector3d& angles :
       {Eigen::Vector3d(0, 0, 0), Eigen::Vector3d(0.2, -0.3, 0.1), Eigen::Vector3d(-0.15, 0.4, -0.2)}) {
    const observation::HeadPose truth{math::rotation_from_euler_xyz(angles), {30, -20, 700}};
    const MeshPoints points = render_canonical_face(face(), truth, camera_, {});
    const observation::HeadPose pose = estimate_head_pose(points, face(), camera_);
    const Eigen::Vector3d found = math::euler_xyz_from_rotation(pose.camera_from_head);
    EXPECT_NEAR(found.x(), angles.x(), nod_tolerance_rad);
    EXPECT_NEAR(found.y(), angles.y(), turn_tolerance_rad);
    EXPECT_NEAR(found.z(), angles.z(), turn_tolerance_rad);
    EXPECT_LT((pose.head_in_camera_mm - truth.head_in_camera_mm).norm(), place_tolerance_mm);
  }
}

TEST_F(HeadPoseOfAnIdealMesh, TheHeadFrameHoldsTheCanonicalFaceWhateverThePose) {
  const observation::HeadPose truth{math::rotation_from_euler_xyz({0.1, 0.2, 0.3}), {0, 0, 5000}};
  const CanonicalFace canonical = face();
  const MeshPoints points = render_canonical_face(canonical, truth, camera_, {});
  const math::Similarity fit = pixels_from_head(points, canonical);
  for (const std::size_t point : {61U, 13U, 152U, 105U}) {
    const Eigen::Vector3d in_head = fit.apply_inverse(points.at(point).cast<double>());
    EXPECT_LT((in_head - canonical.points_mm.at(point)).norm(), 1.0) << point;
  }
}

TEST(DefaultCamera, IsOpenFaces) {
  EXPECT_DOUBLE_EQ(default_camera(640, 480).focal_length_px, 500.0);
  EXPECT_DOUBLE_EQ(default_camera(1280, 720).focal_length_px, 875.0);
}

}  // namespace
}  // namespace kizashi::face::mesh
