// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "kizashi/face/mesh/blendshapes.h"
#include "kizashi/face/mesh/canonical_face.h"
#include "kizashi/face/mesh/face_mesh.h"
#include "kizashi/observation/face_observation.h"

namespace kizashi::face::mesh {

/// The columns of compute_evidence(), in its order: distances in the head frame, then blendshapes.
const std::vector<observation::EvidenceColumn>& evidence_columns();

/// What a frame says of the face before any baseline: distances between mesh points in the head frame, in millimetres,
/// left and right (the person's) apart, and blendshape coefficients.
std::vector<std::optional<double>> compute_evidence(const MeshPoints& points_px, const Blendshapes& blendshapes,
                                                    const CanonicalFace& face);

}  // namespace kizashi::face::mesh
