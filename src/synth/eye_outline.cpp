// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/eye_outline.h"

#include <array>

namespace kizashi::synth {

namespace {

using Edge = std::array<std::size_t, 9>;
/// Lid edges in the mesh, corner to corner.
constexpr Edge image_left_upper{33, 246, 161, 160, 159, 158, 157, 173, 133};
constexpr Edge image_left_lower{33, 7, 163, 144, 145, 153, 154, 155, 133};
constexpr Edge image_right_upper{263, 466, 388, 387, 386, 385, 384, 398, 362};
constexpr Edge image_right_lower{263, 249, 390, 373, 374, 380, 381, 382, 362};

}  // namespace

EyeOutline::EyeOutline(const FaceShape& shape, PictureSide side)
    : upper(shape, side == PictureSide::left ? image_left_upper : image_right_upper),
      lower(shape, side == PictureSide::left ? image_left_lower : image_right_lower) {}

}  // namespace kizashi::synth
