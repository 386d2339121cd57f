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

/// The weights' rows of the right side: modes^T times the trusted residuals as the face sees them.
void pull_modes(double scale_px_per_mm, const PreparedShape& shape, const TrustedPoints& points, ShapeWorkspace& work) {
  const auto& residuals = work.residuals_px;
  for (int axis = 0; axis < 3; ++axis) {
    work.pull.col(axis) = scale_px_per_mm * points.trust.cwiseProduct(work.rotation(0, axis) * residuals.col(0) +
                                                                      work.rotation(1, axis) * residuals.col(1));
  }
  work.right.tail(shape.mode_count()).noalias() = shape.modes.transpose() * work.pull.reshaped();
}

/// How much each mode on one axis is like the unturned shape on another.
void overlap_modes(const PreparedShape& shape, const TrustedPoints& points, ShapeWorkspace& work) {
  const Eigen::Index count = shape.point_count();
  work.trusted_mm = points.trust.asDiagonal() * work.shape_mm;
  for (int axis = 0; axis < 3; ++axis) {
    work.overlaps.middleCols<3>(3 * axis) =
        shape.modes.middleRows(axis * count, count).transpose().lazyProduct(work.trusted_mm);
  }
}

/// The normal equations' rows of the weights in the pose's columns. Both derivatives are linear in modes and shape, so
/// each element is a sum of overlaps.
void cross_modes_and_pose(double scale_px_per_mm, const TrustedPoints& points, ShapeWorkspace& work) {
  const auto modes = work.overlaps.rows();
  const Eigen::Matrix3d shares = work.rotation.topRows<2>().transpose() * work.rotation.topRows<2>();
  Eigen::Matrix<double, 9, 4> of_overlaps;
  for (int axis = 0; axis < 3; ++axis) {
    const Eigen::Vector3d share = scale_px_per_mm * shares.row(axis).transpose();
    of_overlaps.block<3, 1>(3 * axis, 0) = share;
    for (int turn = 0; turn < 3; ++turn) {
      of_overlaps.block<3, 1>(3 * axis, 1 + turn) = scale_px_per_mm * share.cross(Eigen::Vector3d::Unit(turn));
    }
  }
  work.normal.bottomLeftCorner(modes, 4) = work.overlaps.lazyProduct(of_overlaps);
  const Eigen::Matrix<double, 3, 2> of_shift = scale_px_per_mm * work.rotation.topRows<2>().transpose();
  work.normal.block(6, 4, modes, 2) = points.shift.lazyProduct(of_shift);
}

/// scale^2 * sum over the picture's axes of modes^T R^T trust R modes, from the six products; its lower triangle.
void add_up_products(double scale_px_per_mm, const TrustedPoints& points, ShapeWorkspace& work) {
  const auto rows = work.rotation.topRows<2>();
  const Eigen::Matrix3d shares = scale_px_per_mm * scale_px_per_mm * rows.transpose() * rows;
  const auto& products = points.products;
  const auto modes = work.overlaps.rows();
  for (Eigen::Index mode = 0; mode < modes; ++mode) {
    const Eigen::Index left = modes - mode;
    work.normal.col(6 + mode).tail(left) =
        shares(0, 0) * products[0].col(mode).tail(left) + shares(1, 1) * products[1].col(mode).tail(left) +
        shares(2, 2) * products[2].col(mode).tail(left) + shares(0, 1) * products[3].col(mode).tail(left) +
        shares(0, 2) * products[4].col(mode).tail(left) + shares(1, 2) * products[5].col(mode).tail(left);
  }
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
  const auto scale_px_per_mm = static_cast<double>(at.pose.scale_px_per_mm);
  const Eigen::Index modes = shape.mode_count();
  derive_by_pose(scale_px_per_mm, points, work);
  pull_modes(scale_px_per_mm, shape, points, work);
  overlap_modes(shape, points, work);
  cross_modes_and_pose(scale_px_per_mm, points, work);
  add_up_products(scale_px_per_mm, points, work);
  work.normal.topLeftCorner<6, 6>() = pose_normal(work);
  work.right.head<6>() = pose_right(work);
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
