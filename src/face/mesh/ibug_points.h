// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/face/mesh/face_mesh.h"
#include "kizashi/observation/face_observation.h"

namespace kizashi::face::mesh {

/// The 68 points of the iBUG scheme out of the mesh: each is a mesh point or the middle of two neighbours on the same
/// contour.
observation::FacePoints ibug_points(const MeshPoints& points_px);

}  // namespace kizashi::face::mesh
