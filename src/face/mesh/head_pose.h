// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/face/camera.h"
#include "kizashi/face/mesh/canonical_face.h"
#include "kizashi/face/mesh/face_mesh.h"
#include "kizashi/math/similarity.h"
#include "kizashi/observation/face_observation.h"

namespace kizashi::face::mesh {

/// The rigid pose of the canonical face. Translation and the angles about the vertical and the viewing axis come from
/// the perspective fit (OpenCV's iterative PnP on the file's rigid basis); the nod is the mean of that fit's and of the
/// weighted similarity fit to the mesh's own depth, each of which errs on its own.
observation::HeadPose estimate_head_pose(const MeshPoints& points_px, const CanonicalFace& face, const Camera& camera);

/// The pixels' similarity from the head frame, fitted to points that no face muscle moves much (eye corners, nose
/// bridge, forehead, temples): a mesh point's place in the head frame is its apply_inverse(), in millimetres.
math::Similarity pixels_from_head(const MeshPoints& points_px, const CanonicalFace& face);

}  // namespace kizashi::face::mesh
