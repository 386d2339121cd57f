// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "kizashi/face/openface/face_fit.h"
#include "kizashi/face/openface/face_fitter.h"

namespace kizashi::face::openface {

/// A fit, and whether the validator agrees that it lies on a face.
struct JudgedFit {
  FaceFit fit;
  bool is_valid = false;
};

/// What can be done with one frame to find its landmarks.
class FaceSearch {
 public:
  virtual ~FaceSearch() = default;
  /// From where they were in the frame before.
  virtual JudgedFit follow(const ShapeParameters& start, SearchRange range) = 0;
  /// From a face detector's box; nothing where it sees no face.
  virtual std::optional<JudgedFit> detect() = 0;
};

/// Decides from what the frame before left whether to follow, to detect or both, and what to keep of it.
FrameFit look_at_frame(const FollowedFace& before, FaceSearch& search);

}  // namespace kizashi::face::openface
