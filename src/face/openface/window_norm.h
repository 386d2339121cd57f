// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/face/openface/patch_area.h"

namespace kizashi::face::openface {

/// Room for the largest map, whole vectors of it.
inline constexpr int map_room = (max_window_px + 1) * (max_window_px + 1);
/// By place of a map, row by row. What follows the last one may be written, to no effect.
using MapValues = std::array<float, map_room>;

/// 1 / |patch - its mean| of the patch round each place of an area's map, for the area's whole values; 0 for patches of
/// one value.
void inverse_patch_norms(const PatchArea& area, MapValues& inverse_norms);

}  // namespace kizashi::face::openface
