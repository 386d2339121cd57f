// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "kizashi/face/openface/camera.h"
#include "kizashi/face/openface/face_fit.h"
#include "kizashi/face/openface/models.h"
#include "kizashi/observation/face_observation.h"

namespace kizashi::face::openface {

/// OpenFace's default camera: f = 500 (w/640 + h/480)/2, principal point in the middle.
PinholeCamera default_camera(int width_px, int height_px);

/// The 3D points of a fitted shape before the camera, mm.
Points3 points_in_camera_mm(const ShapeModel& model, const ShapeParameters& parameters, const PinholeCamera& camera);

/// Head pose from the 2D landmarks and the shape's 3D points.
observation::HeadPose estimate_head_pose(const ShapeModel& model, const FaceFit& fit, const PinholeCamera& camera);

/// Where the eyes look, from the two eye models (Wood et al. 2015, ICCV).
observation::Gaze estimate_gaze(const Models& models, const FaceFit& fit, const PinholeCamera& camera);

}  // namespace kizashi::face::openface
