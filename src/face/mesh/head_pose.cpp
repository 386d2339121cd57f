// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/head_pose.h"

#include <array>
#include <opencv2/calib3d.hpp>
#include <vector>

#include "kizashi/math/rotation.h"

namespace kizashi::face::mesh {

namespace {

// Eye corners, nose bridge, forehead, temples.
constexpr std::array<std::size_t, 19> immobile_points{33,  133, 362, 263, 168, 6,   197, 195, 10, 67,
                                                      297, 54,  284, 127, 356, 162, 389, 234, 454};

Eigen::Matrix3d matrix_of(const cv::Mat& rotation_vector) {
  cv::Mat rotation;
  cv::Rodrigues(rotation_vector, rotation);
  Eigen::Matrix3d matrix;
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column) matrix(row, column) = rotation.at<double>(row, column);
  }
  return matrix;
}

observation::HeadPose perspective_pose(const MeshPoints& points_px, const CanonicalFace& face, const Camera& camera) {
  std::vector<cv::Point3d> model;
  std::vector<cv::Point2d> seen;
  for (const auto& basis : face.rigid_basis) {
    const Eigen::Vector3d& point = face.points_mm.at(basis.point_idx);
    model.emplace_back(point.x(), point.y(), point.z());
    const Eigen::Vector3d pixel = points_px.at(basis.point_idx).cast<double>();
    seen.emplace_back(pixel.x(), pixel.y());
  }
  const cv::Matx33d projection(camera.focal_length_px, 0, camera.centre_x_px, 0, camera.focal_length_px,
                               camera.centre_y_px, 0, 0, 1);
  cv::Mat rotation;
  cv::Mat translation;
  cv::solvePnP(model, seen, projection, cv::noArray(), rotation, translation, false, cv::SOLVEPNP_ITERATIVE);
  return {matrix_of(rotation), {translation.at<double>(0), translation.at<double>(1), translation.at<double>(2)}};
}

math::Similarity fit_to(const MeshPoints& points_px, const CanonicalFace& face,
                        const std::vector<CanonicalFace::BasisPoint>& basis) {
  std::vector<Eigen::Vector3d> source;
  std::vector<Eigen::Vector3d> target;
  std::vector<double> weights;
  for (const auto& point : basis) {
    source.push_back(face.points_mm.at(point.point_idx));
    target.emplace_back(points_px.at(point.point_idx).cast<double>());
    weights.push_back(point.weight);
  }
  return math::fit_similarity({source, target, weights});
}

}  // namespace

observation::HeadPose estimate_head_pose(const MeshPoints& points_px, const CanonicalFace& face, const Camera& camera) {
  observation::HeadPose pose = perspective_pose(points_px, face, camera);
  Eigen::Vector3d angles_rad = math::euler_xyz_from_rotation(pose.camera_from_head);
  const math::Similarity depth_fit = fit_to(points_px, face, face.rigid_basis);
  angles_rad.x() = (angles_rad.x() + math::euler_xyz_from_rotation(depth_fit.rotation).x()) / 2.0;
  pose.camera_from_head = math::rotation_from_euler_xyz(angles_rad);
  return pose;
}

math::Similarity pixels_from_head(const MeshPoints& points_px, const CanonicalFace& face) {
  std::vector<CanonicalFace::BasisPoint> basis;
  for (const std::size_t point_idx : immobile_points) basis.push_back({point_idx, 1.0});
  return fit_to(points_px, face, basis);
}

}  // namespace kizashi::face::mesh
