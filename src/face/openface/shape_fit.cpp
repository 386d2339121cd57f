// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/shape_fit.h"

#include <Eigen/Core>
#include <cmath>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/shape_step.h"

namespace kizashi::face::openface {

namespace {

/// Corners of the known points' bounding box.
struct Bounds {
  Eigen::Vector2d least;
  Eigen::Vector2d most;
};

template <typename Points>
Bounds bounds_of(const Points& points, const Eigen::VectorXd& trust) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Bounds bounds{Eigen::Vector2d::Constant(infinity), Eigen::Vector2d::Constant(-infinity)};
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    if (trust[i] == 0.0) continue;
    const Eigen::Vector2d point = points.row(i).template head<2>().transpose().template cast<double>();
    bounds.least = bounds.least.cwiseMin(point);
    bounds.most = bounds.most.cwiseMax(point);
  }
  return bounds;
}

/// Upright, as wide and high as the points on average, and at the centre of their box. OpenFace does not allow for the
/// mean shape's own centre here.
WeakPose first_pose(const TrustedPoints& known, const Points2& points_px, const ShapeWorkspace& work) {
  const Bounds seen_px = bounds_of(points_px, known.trust);
  const Bounds mean_mm = bounds_of(work.shape_mm, known.trust);
  const Eigen::Array2d ratios = (seen_px.most - seen_px.least).array() / (mean_mm.most - mean_mm.least).array();
  WeakPose pose;
  pose.scale_px_per_mm = static_cast<float>(ratios.mean());
  pose.translation_px = ((seen_px.least + seen_px.most) / 2.0).cast<float>();
  return pose;
}

/// Sets residuals_px and gives their length.
double measure_residuals(const TrustedPoints& known, const Points2& points_px, ShapeWorkspace& work) {
  work.residuals_px = points_px.cast<double>() - work.places_px;
  return std::sqrt(known.trust.dot(work.residuals_px.rowwise().squaredNorm()));
}

}  // namespace

FittedShape fit_shape(const PreparedShape& shape, const TrustedPoints& known, const Points2& points_px,
                      ShapeWorkspace& work) {
  constexpr int most_iterations = 1000;
  constexpr int most_idle_iterations = 3;
  constexpr double least_progress = 0.999;
  constexpr double step_share = 0.75;
  KIZASHI_CHECK(points_px.rows() == shape.point_count(), "one place a point");
  FittedShape fit;
  fit.parameters.weights = Eigen::VectorXf::Zero(shape.mode_count());
  bend(shape, fit.parameters.weights, work);
  fit.parameters.pose = first_pose(known, points_px, work);
  place(fit.parameters.pose, work);
  double error_px = measure_residuals(known, points_px, work);
  for (int idle = 0; fit.iterations < most_iterations && idle < most_idle_iterations; ++fit.iterations) {
    const Eigen::VectorXd& step = full_step(fit.parameters, 1.0, shape, known, work);
    fit.parameters.pose = advance(fit.parameters.pose, work.rotation, step_share * step.head<6>());
    fit.parameters.weights += (step_share * step.tail(shape.mode_count())).cast<float>();
    // As OpenFace does, an iteration is judged by its new pose with the weights from before it.
    place(fit.parameters.pose, work);
    const double new_error_px = measure_residuals(known, points_px, work);
    if (new_error_px > least_progress * error_px) ++idle;
    error_px = new_error_px;
    bend(shape, fit.parameters.weights, work);
    place(fit.parameters.pose, work);
    measure_residuals(known, points_px, work);
  }
  return fit;
}

FittedShape fit_shape(const ShapeModel& model, const Points2& points_px) {
  const PreparedShape shape(model);
  const TrustedPoints known(shape, (points_px.col(0).array() != 0.0F).cast<double>());
  ShapeWorkspace work(shape);
  return fit_shape(shape, known, points_px, work);
}

}  // namespace kizashi::face::openface
