// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/upright_frame.h"

#include <cmath>

namespace kizashi::face::openface {

Eigen::Matrix2d upright_from_picture(const Eigen::MatrixX2d& places_px, const Eigen::MatrixX3d& shape_mm,
                                     double px_per_mm) {
  const Eigen::RowVector2d place_mean = places_px.colwise().mean();
  const Eigen::RowVector2d shape_mean = shape_mm.leftCols<2>().colwise().mean();
  double along = 0.0;
  double across = 0.0;
  double place_spread = 0.0;
  double shape_spread = 0.0;
  for (Eigen::Index i = 0; i < places_px.rows(); ++i) {
    const Eigen::RowVector2d place = places_px.row(i) - place_mean;
    const Eigen::RowVector2d front = shape_mm.row(i).head<2>() - shape_mean;
    along += place.dot(front);
    across += place.x() * front.y() - place.y() * front.x();
    place_spread += place.squaredNorm();
    shape_spread += front.squaredNorm();
  }
  const double scale = px_per_mm * std::sqrt(shape_spread / place_spread) / std::hypot(along, across);
  Eigen::Matrix2d upright;
  upright << along, -across, across, along;
  return scale * upright;
}

}  // namespace kizashi::face::openface
