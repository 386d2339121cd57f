// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/synth/face_frame.h"
#include "kizashi/synth/moving_region.h"

namespace kizashi::synth {

/// The edges of both lids of one eye, corner to corner.
struct EyeOutline {
  EyeOutline(const FaceShape& shape, PictureSide side);

  Contour upper;
  Contour lower;
};

}  // namespace kizashi::synth
