// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include "kizashi/face/openface/prepared_shape.h"
#include "kizashi/face/openface/shape_model.h"

namespace kizashi::face::openface {

/// Change of scale (px/mm), of the turn (radians about the face's own axes), of x and y (px).
using PoseStep = Eigen::Matrix<double, 6, 1>;

/// The pose's step that takes the points nearest to places_px + residuals_px (Saragih, Lucey & Cohn 2011, International
/// Journal of Computer Vision 91, equation 16, without the shape's prior). `place` comes before.
PoseStep pose_step(double scale_px_per_mm, const TrustedPoints& points, ShapeWorkspace& work);

/// The same for pose and weights, unlikely shapes held back by regularisation / variance of each weight. Gives the
/// pose's six values, then the weights' (equation 16).
const Eigen::VectorXd& full_step(const ShapeParameters& at, double regularisation, const PreparedShape& shape,
                                 const TrustedPoints& points, ShapeWorkspace& work);

/// A pose one step on: the turn's step is made a rotation and follows on the pose's own.
WeakPose advance(const WeakPose& pose, const Eigen::Matrix3d& rotation, const PoseStep& step);

/// Holds the weights within three standard deviations of 0. Tells whether that changed any.
bool hold_likely(const PreparedShape& shape, Eigen::VectorXf& weights);

}  // namespace kizashi::face::openface
