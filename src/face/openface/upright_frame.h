// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

namespace kizashi::face::openface {

/// The turn and scale that take a shape in the picture to the same shape seen from the front at px_per_mm: the frame in
/// which patch experts look. The turn is the best one (Kabsch 1976, Acta Crystallographica A32); the scale is the ratio
/// of both shapes' spreads, as OpenFace takes it, not the least-squares one.
Eigen::Matrix2d upright_from_picture(const Eigen::MatrixX2d& places_px, const Eigen::MatrixX3d& shape_mm,
                                     double px_per_mm);

}  // namespace kizashi::face::openface
