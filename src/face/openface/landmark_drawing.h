// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "kizashi/face/openface/shape_model.h"
#include "kizashi/face/region.h"
#include "kizashi/observation/face_observation.h"

namespace kizashi::face::openface {

/// The square around a face's 68 landmarks, forehead included and with the same margin as the mesh engine's, turned so
/// that the eyes lie level.
FaceRegion region_of(const Points2& points_px);

/// The 68 landmarks and five points of the forehead above the brows, which the landmarks leave out: who covers the face
/// must cover those too.
std::vector<Eigen::Vector2f> drawing_points(const Points2& points_px);

/// The lines between drawing points: jaw, brows, nose, eyes, lips.
std::vector<observation::DrawingEdge> drawing_edges();

}  // namespace kizashi::face::openface
