// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "kizashi/face/mesh/canonical_face.h"
#include "kizashi/face/mesh/face_mesh.h"
#include "kizashi/observation/face_observation.h"

namespace kizashi::face::mesh {

/// The mesh without its depth.
std::vector<Eigen::Vector2f> drawing_points(const MeshPoints& points_px);

/// The sides of the face's triangles and the rims of both irises, each once, in rising order.
std::vector<observation::DrawingEdge> drawing_edges_of(const CanonicalFace& face);

}  // namespace kizashi::face::mesh
