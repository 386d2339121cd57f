// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/face/openface/patch_area.h"

namespace kizashi::face::openface {

/// By place of the map, row by row.
using MapValues = std::array<float, max_window_px * max_window_px>;

/// 1 / |patch - its mean| of the patch round each place of an area's map, for the area's whole values; 0 for patches of
/// one value.
void inverse_patch_norms(const PatchArea& area, MapValues& inverse_norms);

}  // namespace kizashi::face::openface
