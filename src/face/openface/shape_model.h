// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

namespace kizashi::face::openface {

/// Points of a face: one row a point, columns x, y (and z). In memory all x lie before all y, as in the model files.
using Points2 = Eigen::MatrixX2f;
using Points3 = Eigen::MatrixX3f;

/// Which shapes a face takes (a point distribution model): mean plus a weighted sum of modes (Saragih, Lucey & Cohn
/// 2011, International Journal of Computer Vision 91, equation 2).
struct ShapeModel {
  Eigen::VectorXf mean_mm;    ///< 3n: all x, all y, all z
  Eigen::MatrixXf modes;      ///< 3n x m; unit columns
  Eigen::VectorXf variances;  ///< m, of the weights of the modes; positive

  [[nodiscard]] Eigen::Index point_count() const { return mean_mm.size() / 3; }
  [[nodiscard]] Eigen::Index mode_count() const { return modes.cols(); }
};

/// How a shape lies in a picture, seen in weak perspective.
struct WeakPose {
  float scale_px_per_mm = 1.0F;
  Eigen::Vector3f angles_rad = Eigen::Vector3f::Zero();  ///< of R = Rx(x) * Ry(y) * Rz(z)
  Eigen::Vector2f translation_px = Eigen::Vector2f::Zero();
};

/// A shape in a picture: pose, and the weights of its modes.
struct ShapeParameters {
  WeakPose pose;
  Eigen::VectorXf weights;  ///< m
};

}  // namespace kizashi::face::openface
