// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>

#include "kizashi/face/openface/shape_model.h"

namespace kizashi::face::openface {

/// A shape model in double precision, as the solvers want it.
struct PreparedShape {
  explicit PreparedShape(const ShapeModel& model);

  Eigen::VectorXd mean_mm;
  Eigen::MatrixXd modes;
  Eigen::VectorXd variances;

  [[nodiscard]] Eigen::Index point_count() const { return mean_mm.size() / 3; }
  [[nodiscard]] Eigen::Index mode_count() const { return modes.cols(); }
};

/// How far a fit trusts each point, and what of the normal equations follows from that alone. A point's place changes
/// with the modes as scale * R * modes; so the modes' share of the normal equations is a sum of these six products,
/// each times two elements of R, whatever the pose.
struct TrustedPoints {
  TrustedPoints(const PreparedShape& shape, Eigen::VectorXd trust_of_points);

  Eigen::VectorXd trust;   ///< by point; 0 where it is not to be looked at
  Eigen::MatrixX3d shift;  ///< by axis, modes^T * trust: what moving all points does along the modes
  /// For the axes xx, yy, zz, xy, xz, yz: sum over points of trust * (mode on one axis) * (mode on the other)^T, for
  /// mixed axes plus its transpose.
  std::array<Eigen::MatrixXd, 6> products;
};

/// Where a shape lies, and scratch memory of the solvers: one for each thread and model.
struct ShapeWorkspace {
  explicit ShapeWorkspace(const PreparedShape& shape);

  Eigen::MatrixX3d shape_mm;   ///< unturned
  Eigen::Matrix3d rotation;    ///< face to picture
  Eigen::MatrixX2d places_px;  ///< in the picture
  Eigen::MatrixX2d residuals_px;

  Eigen::Matrix<double, Eigen::Dynamic, 6> by_pose;  ///< change of all x, then all y, with scale, turns and shifts
  Eigen::Matrix<double, Eigen::Dynamic, 6> trusted;  ///< the same times trust
  Eigen::MatrixX3d trusted_mm;                       ///< the unturned shape times trust
  Eigen::MatrixX3d pull;                             ///< the residuals times trust, seen from the face
  Eigen::Matrix<double, Eigen::Dynamic, 9>
      overlaps;  ///< modes^T * trusted_mm: column 3 * (modes' axis) + (shape's axis)
  Eigen::MatrixXd normal;
  Eigen::VectorXd right;
};

/// Sets shape_mm from the weights of the modes.
void bend(const PreparedShape& shape, const Eigen::VectorXf& weights, ShapeWorkspace& work);

/// Sets rotation and places_px from the pose and shape_mm.
void place(const WeakPose& pose, ShapeWorkspace& work);

}  // namespace kizashi::face::openface
