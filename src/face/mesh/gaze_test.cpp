// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/gaze.h"

#include <cmath>

#include "kizashi/face/mesh/synthetic_mesh.h"
#include "kizashi/face/mesh/test_models.h"

namespace kizashi::face::mesh {
namespace {

class GazeOfAnIdealMesh : public WithModels {
 protected:
  /// Gaze angle about the vertical when both irises lie `shift_mm` to the right of the picture from the eye corners'
  /// middle.
  [[nodiscard]] double angle_x(double shift_mm) const {
    const CanonicalFace face = *parse_canonical_face(store_.load("canonical_face")->bytes);
    const Camera camera = default_camera(640, 480);
    const observation::HeadPose pose{Eigen::Matrix3d::Identity(), {0, 0, 700}};
    std::array<Eigen::Vector3d, 2> irises{(face.points_mm[33] + face.points_mm[133]) / 2,
                                          (face.points_mm[362] + face.points_mm[263]) / 2};
    for (auto& iris : irises) iris += Eigen::Vector3d(shift_mm, 0, -7);
    const auto gaze = estimate_gaze(render_canonical_face(face, pose, camera, irises), pose, face, camera);
    const Eigen::Vector3d mean = (gaze.image_left_eye + gaze.image_right_eye) / 2;
    EXPECT_NEAR(gaze.image_left_eye.norm(), 1.0, 1e-9);
    return std::atan2(mean.x(), -mean.z());
  }
};

TEST_F(GazeOfAnIdealMesh, AheadIsNearlyZero) { EXPECT_NEAR(angle_x(0.0), 0.0, 0.05); }

TEST_F(GazeOfAnIdealMesh, FollowsTheIrisesMonotonically) {
  EXPECT_LT(angle_x(-3.0), angle_x(0.0) - 0.1);
  EXPECT_GT(angle_x(3.0), angle_x(0.0) + 0.1);
}

TEST_F(GazeOfAnIdealMesh, AnIrisFarOutsideTheBallStillGivesADirection) { EXPECT_TRUE(std::isfinite(angle_x(60.0))); }

}  // namespace
}  // namespace kizashi::face::mesh
