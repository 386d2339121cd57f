// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "kizashi/face/camera.h"
#include "kizashi/face/openface/face_fit.h"
#include "kizashi/face/openface/models.h"
#include "kizashi/observation/face_observation.h"

namespace kizashi::face::openface {

/// The 3D points of a fitted shape before the camera, mm.
Points3 points_in_camera_mm(const ShapeModel& model, const ShapeParameters& parameters, const Camera& camera);

/// Head pose from the 2D landmarks and the shape's 3D points.
observation::HeadPose estimate_head_pose(const ShapeModel& model, const FaceFit& fit, const Camera& camera);

/// Where the eyes look, from the two eye models (Wood et al. 2015, ICCV) and the head that carries the eyeballs.
observation::Gaze estimate_gaze(const Models& models, const FaceFit& fit, const observation::HeadPose& head,
                                const Camera& camera);

}  // namespace kizashi::face::openface
