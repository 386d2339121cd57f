// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/synth/face_frame.h"

namespace kizashi::synth {

/// The edges of both lips.
struct MouthOutline {
  explicit MouthOutline(const FaceShape& shape);

  Contour upper_edge;    ///< inner edge of the upper lip, corner to corner
  Contour lower_edge;    ///< inner edge of the lower lip
  Contour upper_border;  ///< outer border of the upper lip's red
  Contour lower_border;  ///< outer border of the lower lip's red
  float middle_mm;
  float half_width_mm;  ///< between the inner corners
};

}  // namespace kizashi::synth
