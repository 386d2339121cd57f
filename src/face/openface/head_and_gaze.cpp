// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/head_and_gaze.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <opencv2/calib3d.hpp>
#include <string_view>
#include <vector>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/shape_projection.h"
#include "kizashi/math/rotation.h"

namespace kizashi::face::openface {

namespace {

/// An eye: its part model, whose first points lie round the iris, and the corners among the face's points.
struct Eye {
  std::string_view part;
  Eigen::Index outer_corner = 0;
  Eigen::Index inner_corner = 0;
};
constexpr Eye image_left_eye{"left_eye_28", 36, 39};
constexpr Eye image_right_eye{"right_eye_28", 42, 45};
constexpr Eigen::Index iris_points = 8;

/// Where an eyeball's centre lies from the middle of its corners, in the head's frame.
const Eigen::Vector3d eyeball_from_corners_mm(0.0, -3.5, 7.0);
constexpr double eyeball_radius_mm = 12.0;

/// Taken for the point where the line of sight leaves the eyeball when the iris lies beside it.
const Eigen::Vector3d straight_ahead(0.0, 0.0, -1.0);

Eigen::Vector3d origin_in_camera_mm(const WeakPose& pose, const Camera& camera) {
  const double depth_mm = camera.focal_length_px / static_cast<double>(pose.scale_px_per_mm);
  const Eigen::Vector2d from_centre_px =
      pose.translation_px.cast<double>() - Eigen::Vector2d(camera.centre_x_px, camera.centre_y_px);
  const Eigen::Vector2d across_mm = from_centre_px / static_cast<double>(pose.scale_px_per_mm);
  return {across_mm.x(), across_mm.y(), depth_mm};
}

cv::Mat rotation_vector_of(const Eigen::Matrix3d& rotation) {
  cv::Matx33d matrix;
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column) matrix(row, column) = rotation(row, column);
  }
  cv::Mat vector;
  cv::Rodrigues(matrix, vector);
  return vector;
}

Eigen::Matrix3d matrix_of(const cv::Mat& rotation_vector) {
  cv::Matx33d matrix;
  cv::Rodrigues(rotation_vector, matrix);
  return Eigen::Map<const Eigen::Matrix<double, 3, 3, Eigen::RowMajor>>(matrix.val);
}

struct EyeFit {
  const ShapeModel& shape;
  const ShapeParameters& parameters;
};

EyeFit fit_of(const Eye& eye, const Models& models, const FaceFit& fit) {
  const auto part = std::find_if(models.parts.begin(), models.parts.end(),
                                 [&](const PartModel& candidate) { return candidate.name == eye.part; });
  KIZASHI_CHECK(part != models.parts.end(), "the models have both eyes");
  return {part->model.shape, fit.parts.at(static_cast<std::size_t>(part - models.parts.begin()))};
}

Eigen::Vector3d row_of(const Points3& points_mm, Eigen::Index point) {
  return points_mm.row(point).transpose().cast<double>();
}

Eigen::Vector3d eyeball_mm(const Eye& eye, const Points3& face_mm, const observation::HeadPose& head) {
  const Eigen::Vector3d between_corners = (row_of(face_mm, eye.outer_corner) + row_of(face_mm, eye.inner_corner)) / 2.0;
  return between_corners + head.camera_from_head * eyeball_from_corners_mm;
}

/// Where the ray from the camera through a point first meets the eyeball.
Eigen::Vector3d meeting_point_mm(const Eigen::Vector3d& through_mm, const Eigen::Vector3d& eyeball_mm) {
  const Eigen::Vector3d ray = through_mm.normalized();
  const double along_mm = ray.dot(eyeball_mm);
  const double half_chord_squared =
      along_mm * along_mm - eyeball_mm.squaredNorm() + eyeball_radius_mm * eyeball_radius_mm;
  if (half_chord_squared < 0.0) return straight_ahead;
  return (along_mm - std::sqrt(half_chord_squared)) * ray;
}

Eigen::Vector3d gaze_of(const Points3& eye_mm, const Eigen::Vector3d& eyeball_mm) {
  const Eigen::Vector3d pupil_mm = eye_mm.topRows(iris_points).cast<double>().colwise().mean().transpose();
  return (meeting_point_mm(pupil_mm, eyeball_mm) - eyeball_mm).normalized();
}

}  // namespace

Points3 points_in_camera_mm(const ShapeModel& model, const ShapeParameters& parameters, const Camera& camera) {
  const Eigen::Matrix3d rotation = math::rotation_from_euler_xyz(parameters.pose.angles_rad.cast<double>());
  Eigen::MatrixX3d points_mm = shape_of(model, parameters.weights).cast<double>() * rotation.transpose();
  const auto scale = static_cast<double>(parameters.pose.scale_px_per_mm);
  const double distance_mm = camera.focal_length_px / scale;
  const double x_px = static_cast<double>(parameters.pose.translation_px.x()) - camera.centre_x_px;
  const double y_px = static_cast<double>(parameters.pose.translation_px.y()) - camera.centre_y_px;
  for (auto point : points_mm.rowwise()) {
    const double depth_mm = distance_mm + point.z();
    point.x() = (scale * point.x() + x_px) * depth_mm / camera.focal_length_px;
    point.y() = (scale * point.y() + y_px) * depth_mm / camera.focal_length_px;
    point.z() = depth_mm;
  }
  return points_mm.cast<float>();
}

observation::HeadPose estimate_head_pose(const ShapeModel& model, const FaceFit& fit, const Camera& camera) {
  const Points3 shape_mm = shape_of(model, fit.face.weights);
  std::vector<cv::Point3f> model_mm;
  std::vector<cv::Point2f> seen_px;
  for (Eigen::Index i = 0; i < shape_mm.rows(); ++i) {
    model_mm.emplace_back(shape_mm(i, 0), shape_mm(i, 1), shape_mm(i, 2));
    seen_px.emplace_back(fit.points_px(i, 0), fit.points_px(i, 1));
  }
  const cv::Matx33d projection(camera.focal_length_px, 0, camera.centre_x_px, 0, camera.focal_length_px,
                               camera.centre_y_px, 0, 0, 1);
  const Eigen::Vector3d start_mm = origin_in_camera_mm(fit.face.pose, camera);
  cv::Mat rotation = rotation_vector_of(math::rotation_from_euler_xyz(fit.face.pose.angles_rad.cast<double>()));
  cv::Mat translation = (cv::Mat_<double>(3, 1) << start_mm.x(), start_mm.y(), start_mm.z());
  cv::solvePnP(model_mm, seen_px, projection, cv::noArray(), rotation, translation, true, cv::SOLVEPNP_ITERATIVE);
  return {matrix_of(rotation), {translation.at<double>(0), translation.at<double>(1), translation.at<double>(2)}};
}

observation::Gaze estimate_gaze(const Models& models, const FaceFit& fit, const observation::HeadPose& head,
                                const Camera& camera) {
  const Points3 face_mm = points_in_camera_mm(models.face.shape, fit.face, camera);
  const auto direction = [&](const Eye& eye) {
    const EyeFit seen = fit_of(eye, models, fit);
    return gaze_of(points_in_camera_mm(seen.shape, seen.parameters, camera), eyeball_mm(eye, face_mm, head));
  };
  return {direction(image_left_eye), direction(image_right_eye)};
}

}  // namespace kizashi::face::openface
