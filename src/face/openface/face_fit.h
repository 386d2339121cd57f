// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "kizashi/face/openface/shape_model.h"

namespace kizashi::face::openface {

/// Landmarks of one frame and what they were found from.
struct FaceFit {
  ShapeParameters face;
  Points2 points_px;                   ///< 68: the projection of `face`
  std::vector<ShapeParameters> parts;  ///< as in Models::parts
  double log_likelihood = 0.0;
  double confidence = 0.0;  ///< of the validator, 0 to 1
};

/// What the landmark tracker carries from one frame to the next.
struct FollowedFace {
  bool is_initialised = false;  ///< false: no face was found yet, or it has been lost for long
  bool was_found = false;       ///< in the frame before
  int frames_since_found = -1;  ///< failures in a row, from -1 before the first frame
  FaceFit fit;                  ///< the last one; where a failed frame left it too
};

/// What a frame shows.
struct FrameFit {
  FollowedFace after;         ///< for the next frame
  bool is_success = false;    ///< what the table reports
  bool is_validated = false;  ///< the validator agrees; without it no action units are measured
};

}  // namespace kizashi::face::openface
