// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/shape_projection.h"

#include "kizashi/face/openface/float_placement.h"

namespace kizashi::face::openface {

Points3 shape_of(const ShapeModel& model, const Eigen::VectorXf& weights) {
  const Eigen::VectorXf stacked_mm =
      (model.mean_mm.cast<double>() + model.modes.cast<double>() * weights.cast<double>()).cast<float>();
  return Eigen::Map<const Points3>(stacked_mm.data(), model.point_count(), 3);
}

Points2 project(const ShapeModel& model, const ShapeParameters& parameters) {
  const Points3 shape_mm = shape_of(model, parameters.weights);
  const FloatPlacement placement(parameters.pose);
  Points2 points_px(shape_mm.rows(), 2);
  for (int axis = 0; axis < 2; ++axis) {
    for (Eigen::Index i = 0; i < shape_mm.rows(); ++i) {
      points_px(i, axis) = placement.along(axis, shape_mm(i, 0), shape_mm(i, 1), shape_mm(i, 2));
    }
  }
  return points_px;
}

WeakPose pose_in_box(const ShapeModel& model, const FaceBox& box, const ShapeParameters& turned) {
  ShapeParameters parameters = turned;
  parameters.pose.scale_px_per_mm = 1.0F;
  parameters.pose.translation_px.setZero();
  const Points2 points_mm = project(model, parameters);
  const Eigen::Vector2f least_mm = points_mm.colwise().minCoeff();
  const Eigen::Vector2f extent_mm = points_mm.colwise().maxCoeff().transpose() - least_mm;
  WeakPose pose = turned.pose;
  pose.scale_px_per_mm = (box.width / extent_mm.x() + box.height / extent_mm.y()) / 2.0F;
  const Eigen::Vector2f box_centre_px(box.x + box.width / 2.0F, box.y + box.height / 2.0F);
  pose.translation_px = box_centre_px - pose.scale_px_per_mm * (least_mm + extent_mm / 2.0F);
  return pose;
}

}  // namespace kizashi::face::openface
