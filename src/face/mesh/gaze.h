// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/face/mesh/canonical_face.h"
#include "kizashi/face/mesh/face_mesh.h"
#include "kizashi/face/mesh/head_pose.h"
#include "kizashi/observation/face_observation.h"

namespace kizashi::face::mesh {

/// Gaze of each eye from its iris: the ray from the camera through the iris centre is met with a ball behind the
/// eyelids; gaze points from the ball's centre to that meeting point (the geometry of Baltrusaitis et al. 2018, section
/// III-D, with the ball's radius and place chosen for this mesh).
observation::Gaze estimate_gaze(const MeshPoints& points_px, const observation::HeadPose& pose,
                                const CanonicalFace& face, const Camera& camera);

}  // namespace kizashi::face::mesh
