// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "kizashi/face/mesh/blendshapes.h"
#include "kizashi/face/mesh/canonical_face.h"
#include "kizashi/face/mesh/face_mesh.h"
#include "kizashi/observation/face_observation.h"

namespace kizashi::face::mesh {

/// The columns of compute_evidence(), in its order: distances in the head frame, angles, blendshapes,
/// then patches of the skin.
const std::vector<observation::EvidenceColumn>& evidence_columns();

/// All that evidence is computed from.
struct MeasuredFace {
  const MeshPoints& points_px;
  const Blendshapes& blendshapes;
  observation::HeadPose head_pose;
  observation::Gaze gaze;
  cv::Mat rgb = {};  ///< the upright frame; without one there are no patches
};

/// What a frame says of the face before any baseline: distances between mesh points in the head frame, in millimetres,
/// left and right (the person's) apart; how the head is turned away from the line to the camera and the eyes from the
/// face's forward axis, in radians; blendshape coefficients; and what patches of the skin look like, absent where the
/// picture does not show them.
std::vector<std::optional<double>> compute_evidence(const MeasuredFace& measured, const CanonicalFace& face);

}  // namespace kizashi::face::mesh
