// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/prepared_shape.h"

#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/float_placement.h"
#include "kizashi/math/rotation.h"

namespace kizashi::face::openface {

namespace {

constexpr std::array<std::pair<int, int>, 6> axis_pairs{{{0, 0}, {1, 1}, {2, 2}, {0, 1}, {0, 2}, {1, 2}}};

}  // namespace

PreparedShape::PreparedShape(const ShapeModel& model)
    : mean_mm(model.mean_mm.cast<double>()),
      modes(model.modes.cast<double>()),
      variances(model.variances.cast<double>()) {
  KIZASHI_CHECK(modes.rows() == mean_mm.size() && modes.cols() == variances.size(), "one shape's mean and modes");
}

TrustedPoints::TrustedPoints(const PreparedShape& shape, Eigen::VectorXd trust_of_points)
    : trust(std::move(trust_of_points)), shift(shape.mode_count(), 3) {
  const Eigen::Index count = shape.point_count();
  KIZASHI_CHECK(trust.size() == count, "one trust a point");
  for (int axis = 0; axis < 3; ++axis) {
    shift.col(axis) = shape.modes.middleRows(axis * count, count).transpose() * trust;
  }
  for (std::size_t i = 0; i < axis_pairs.size(); ++i) {
    const auto [first, second] = axis_pairs[i];
    const auto first_modes = shape.modes.middleRows(first * count, count);
    products[i] = first_modes.transpose() * trust.asDiagonal() * shape.modes.middleRows(second * count, count);
    if (first != second) products[i] += products[i].transpose().eval();
  }
}

ShapeWorkspace::ShapeWorkspace(const PreparedShape& shape)
    : shape_mm(shape.point_count(), 3),
      places_px(shape.point_count(), 2),
      residuals_px(shape.point_count(), 2),
      by_pose(2 * shape.point_count(), 6),
      trusted(2 * shape.point_count(), 6),
      trusted_mm(shape.point_count(), 3),
      pull(shape.point_count(), 3),
      overlaps(shape.mode_count(), 9),
      normal(6 + shape.mode_count(), 6 + shape.mode_count()),
      right(6 + shape.mode_count()) {}

void bend(const PreparedShape& shape, const Eigen::VectorXf& weights, ShapeWorkspace& work) {
  auto stacked_mm = work.shape_mm.reshaped();
  stacked_mm = shape.mean_mm;
  for (Eigen::Index mode = 0; mode < shape.mode_count(); ++mode) {
    stacked_mm += static_cast<double>(weights[mode]) * shape.modes.col(mode);
  }
  stacked_mm = stacked_mm.cast<float>().cast<double>().eval();
}

void place(const WeakPose& pose, ShapeWorkspace& work) {
  work.rotation = math::rotation_from_euler_xyz(pose.angles_rad.cast<double>());
  const FloatPlacement placement(pose);
  for (int axis = 0; axis < 2; ++axis) {
    for (Eigen::Index i = 0; i < work.shape_mm.rows(); ++i) {
      const Eigen::Vector3f point_mm = work.shape_mm.row(i).cast<float>();
      work.places_px(i, axis) = static_cast<double>(placement.along(axis, point_mm.x(), point_mm.y(), point_mm.z()));
    }
  }
}

}  // namespace kizashi::face::openface
