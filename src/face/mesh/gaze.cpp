// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/gaze.h"

#include <algorithm>
#include <cmath>

namespace kizashi::face::mesh {

namespace {

struct Eye {
  std::size_t iris_centre;
  std::size_t corner_a;
  std::size_t corner_b;
};
constexpr Eye image_left_eye{468, 33, 133};
constexpr Eye image_right_eye{473, 362, 263};

// Where the ball's centre lies from the middle of the eye corners, in the head frame, and how large it is.
// An eye's own radius is 12 mm; the mesh damps iris movement, and the larger ball undoes it.
const Eigen::Vector3d ball_from_corners_mm(0.0, -3.3, 11.0);
constexpr double ball_radius_mm = 17.5;

Eigen::Vector3d ray_through(const Eigen::Vector2d& pixel, const Camera& camera) {
  return {(pixel.x() - camera.centre_x_px) / camera.focal_length_px,
          (pixel.y() - camera.centre_y_px) / camera.focal_length_px, 1.0};
}

Eigen::Vector3d gaze_of(const Eye& eye, const MeshPoints& points_px, const observation::HeadPose& pose,
                        const CanonicalFace& face, const Camera& camera) {
  const Eigen::Vector3d corners_in_head = (face.points_mm.at(eye.corner_a) + face.points_mm.at(eye.corner_b)) / 2;
  const double depth_mm = (pose.camera_from_head * corners_in_head + pose.head_in_camera_mm).z();
  const Eigen::Vector2d corners_px = midpoint(points_px, eye.corner_a, eye.corner_b).head<2>().cast<double>();
  const Eigen::Vector3d ball_mm =
      depth_mm * ray_through(corners_px, camera) + pose.camera_from_head * ball_from_corners_mm;
  const Eigen::Vector3d ray = ray_through(points_px.at(eye.iris_centre).head<2>().cast<double>(), camera).normalized();
  // |t ray - ball|^2 = radius^2; a ray that misses touches the ball where it passes closest.
  const double along_mm = ray.dot(ball_mm);
  const double discriminant = along_mm * along_mm - ball_mm.squaredNorm() + ball_radius_mm * ball_radius_mm;
  const double meeting_mm = along_mm - std::sqrt(std::max(discriminant, 0.0));
  return (meeting_mm * ray - ball_mm).normalized();
}

}  // namespace

observation::Gaze estimate_gaze(const MeshPoints& points_px, const observation::HeadPose& pose,
                                const CanonicalFace& face, const Camera& camera) {
  return {gaze_of(image_left_eye, points_px, pose, face, camera),
          gaze_of(image_right_eye, points_px, pose, face, camera)};
}

}  // namespace kizashi::face::mesh
