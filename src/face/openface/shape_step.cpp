// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/shape_step.h"

#include <Eigen/Cholesky>
#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "kizashi/math/rotation.h"

namespace kizashi::face::openface {

namespace {

/// How places change with the pose. A turn w about the face's axes moves a point X by R (w x X).
void derive_by_pose(double scale_px_per_mm, const TrustedPoints& points, ShapeWorkspace& work) {
  const Eigen::Index count = work.shape_mm.rows();
  const auto x_mm = work.shape_mm.col(0);
  const auto y_mm = work.shape_mm.col(1);
  const auto z_mm = work.shape_mm.col(2);
  for (int axis = 0; axis < 2; ++axis) {
    const Eigen::RowVector3d turn = work.rotation.row(axis);
    const Eigen::RowVector3d scaled_turn = scale_px_per_mm * turn;
    auto rows = work.by_pose.middleRows(axis * count, count);
    rows.col(0) = turn.x() * x_mm + turn.y() * y_mm + turn.z() * z_mm;
    rows.col(1) = scaled_turn.z() * y_mm - scaled_turn.y() * z_mm;
    rows.col(2) = scaled_turn.x() * z_mm - scaled_turn.z() * x_mm;
    rows.col(3) = scaled_turn.y() * x_mm - scaled_turn.x() * y_mm;
    rows.col(4).setConstant(axis == 0 ? 1.0 : 0.0);
    rows.col(5).setConstant(axis == 0 ? 0.0 : 1.0);
    work.trusted.middleRows(axis * count, count) = points.trust.asDiagonal() * rows;
  }
}

/// A field of vectors in the picture, seen from the face: scale * R^T * field.
template <typename X, typename Y, typename Out>
void turn_back(const Eigen::Matrix3d& scaled_rotation, const X& x, const Y& y, Out&& out) {
  const Eigen::Index count = x.size();
  for (int axis = 0; axis < 3; ++axis) {
    out.segment(axis * count, count) = scaled_rotation(0, axis) * x + scaled_rotation(1, axis) * y;
  }
}

/// What the normal equations' rows for the weights need of pose and residuals.
void project_on_modes(double scale_px_per_mm, const PreparedShape& shape, const TrustedPoints& points,
                      ShapeWorkspace& work) {
  const Eigen::Index count = work.shape_mm.rows();
  const Eigen::Matrix3d scaled_rotation = scale_px_per_mm * work.rotation;
  for (int column = 0; column < 6; ++column) {
    const auto field = work.trusted.col(column);
    turn_back(scaled_rotation, field.head(count), field.tail(count), work.turned_back.col(column));
  }
  turn_back(scaled_rotation, points.trust.cwiseProduct(work.residuals_px.col(0)),
            points.trust.cwiseProduct(work.residuals_px.col(1)), work.turned_back.col(6));
  work.along_modes.noalias() = shape.modes.transpose() * work.turned_back;
}

/// scale^2 * sum over the picture's axes of modes^T R^T trust R modes, from the six products.
void add_up_products(double scale_px_per_mm, const TrustedPoints& points, ShapeWorkspace& work) {
  const auto rows = work.rotation.topRows<2>();
  const Eigen::Matrix3d shares = scale_px_per_mm * scale_px_per_mm * rows.transpose() * rows;
  const auto modes = work.along_modes.rows();
  work.normal.bottomRightCorner(modes, modes) = shares(0, 0) * points.products[0] + shares(1, 1) * points.products[1] +
                                                shares(2, 2) * points.products[2] + shares(0, 1) * points.products[3] +
                                                shares(0, 2) * points.products[4] + shares(1, 2) * points.products[5];
}

Eigen::Matrix<double, 6, 6> pose_normal(const ShapeWorkspace& work) {
  return work.by_pose.transpose().lazyProduct(work.trusted);
}

PoseStep pose_right(const ShapeWorkspace& work) { return work.trusted.transpose() * work.residuals_px.reshaped(); }

/// The rotation nearest to I + [turn]x. Along the turn that matrix has the eigenvalue 1, across it 1 +- i |turn|.
Eigen::Matrix3d nearest_rotation(const Eigen::Vector3d& turn_rad) {
  const double length = turn_rad.norm();
  if (length == 0.0) return Eigen::Matrix3d::Identity();
  return Eigen::AngleAxisd(std::atan(length), turn_rad / length).toRotationMatrix();
}

}  // namespace

PoseStep pose_step(double scale_px_per_mm, const TrustedPoints& points, ShapeWorkspace& work) {
  derive_by_pose(scale_px_per_mm, points, work);
  return pose_normal(work).llt().solve(pose_right(work));
}

const Eigen::VectorXd& full_step(const ShapeParameters& at, double regularisation, const PreparedShape& shape,
                                 const TrustedPoints& points, ShapeWorkspace& work) {
  const double scale_px_per_mm = at.pose.scale_px_per_mm;
  const Eigen::Index modes = shape.mode_count();
  derive_by_pose(scale_px_per_mm, points, work);
  project_on_modes(scale_px_per_mm, shape, points, work);
  add_up_products(scale_px_per_mm, points, work);
  work.normal.topLeftCorner<6, 6>() = pose_normal(work);
  work.normal.bottomLeftCorner(modes, 6) = work.along_modes.leftCols<6>();
  work.right.head<6>() = pose_right(work);
  work.right.tail(modes) = work.along_modes.col(6);
  for (Eigen::Index mode = 0; mode < modes; ++mode) {
    const double hold = regularisation / shape.variances[mode];
    work.normal(6 + mode, 6 + mode) += hold;
    work.right[6 + mode] -= hold * static_cast<double>(at.weights[mode]);
  }
  // In place, and from the lower triangle alone.
  const Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>> solver(work.normal);
  solver.solveInPlace(work.right);
  return work.right;
}

WeakPose advance(const WeakPose& pose, const Eigen::Matrix3d& rotation, const PoseStep& step) {
  WeakPose next = pose;
  next.scale_px_per_mm += static_cast<float>(step[0]);
  next.angles_rad = math::euler_xyz_from_rotation(rotation * nearest_rotation(step.segment<3>(1))).cast<float>();
  if (!next.angles_rad.allFinite()) next.angles_rad.setZero();
  next.translation_px += step.tail<2>().cast<float>();
  return next;
}

bool hold_likely(const PreparedShape& shape, Eigen::VectorXf& weights) {
  constexpr double standard_deviations = 3.0;
  bool has_changed = false;
  for (Eigen::Index mode = 0; mode < weights.size(); ++mode) {
    const auto limit = static_cast<float>(standard_deviations * std::sqrt(shape.variances[mode]));
    const float held = std::clamp(weights[mode], -limit, limit);
    has_changed = has_changed || held != weights[mode];
    weights[mode] = held;
  }
  return has_changed;
}

}  // namespace kizashi::face::openface
