// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/face/openface/face_box.h"
#include "kizashi/face/openface/shape_model.h"

namespace kizashi::face::openface {

/// mean + modes * weights, mm, unturned.
Points3 shape_of(const ShapeModel& model, const Eigen::VectorXf& weights);

/// Where the points of a shape lie in the picture: scale * R(first two rows) * shape + translation.
Points2 project(const ShapeModel& model, const ShapeParameters& parameters);

/// The pose at which a shape so turned and weighted fills the box.
WeakPose pose_in_box(const ShapeModel& model, const FaceBox& box, const ShapeParameters& turned);

}  // namespace kizashi::face::openface
