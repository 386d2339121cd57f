// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <Eigen/LU>

#include "kizashi/face/openface/models.h"

namespace kizashi::face::openface {

/// How a place in the frame of `corners` becomes its shares of the sides from the first to the other two: rows of
/// alpha and beta as in PiecewiseWarp. For tests.
inline Eigen::Matrix<double, 2, 3> shares_of(const Eigen::Matrix<double, 3, 2>& corners) {
  Eigen::Matrix3d places;
  places << Eigen::Vector3d::Ones(), corners;
  return places.inverse().rightCols<2>().transpose();
}

/// Four landmarks at the corners of a picture, its two halves as triangles. For tests.
inline PiecewiseWarp made_up_warp(int width_px, int height_px, const Eigen::RowVector2d& start) {
  const double right = width_px - 1;
  const double lower = height_px - 1;
  PiecewiseWarp warp{width_px, height_px, start.x(), start.y(), Eigen::MatrixX2d(4, 2), Eigen::MatrixX3i(2, 3),
                     {},       {},        {},        {}};
  warp.destination << 0, 0, right, 0, 0, lower, right, lower;
  warp.destination.rowwise() += start;
  warp.triangles << 0, 1, 2, 3, 2, 1;
  warp.mask = Eigen::MatrixXi::Ones(height_px, width_px);
  warp.triangle_of_pixel.resize(height_px, width_px);
  for (int row = 0; row < height_px; ++row) {
    for (int column = 0; column < width_px; ++column) {
      warp.triangle_of_pixel(row, column) = column / right + row / lower > 1.0 ? 1 : 0;
    }
  }
  warp.alpha.resize(2, 3);
  warp.beta.resize(2, 3);
  for (Eigen::Index t = 0; t < 2; ++t) {
    Eigen::Matrix<double, 3, 2> corners;
    for (Eigen::Index i = 0; i < 3; ++i) corners.row(i) = warp.destination.row(warp.triangles(t, i));
    const Eigen::Matrix<double, 2, 3> shares = shares_of(corners);
    warp.alpha.row(t) = shares.row(0);
    warp.beta.row(t) = shares.row(1);
  }
  return warp;
}

}  // namespace kizashi::face::openface
