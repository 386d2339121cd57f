// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <vector>

#include "kizashi/face/openface/face_box.h"

namespace kizashi::face::openface {

/// Where a network of the cascade sees a face, and how the box should be moved.
struct FaceCandidate {
  FaceBox box;
  /// Of the least x and y, then of the largest x and y; in widths and heights of the box.
  Eigen::Vector4f correction = Eigen::Vector4f::Zero();
};

enum class Overlap {
  of_union,         ///< shared area over the area that either covers
  of_smaller_area,  ///< shared area over the smaller one's
};

/// The candidates, best first, without those that a better one overlaps by more than a share. Boxes count as rounded to
/// whole pixels; of equal scores the later one is the better.
std::vector<FaceCandidate> without_overlaps(const std::vector<FaceCandidate>& candidates, float most_overlap,
                                            Overlap overlap);

/// The box after its correction, in which it counts as `growth_px` wider and higher than it says.
FaceBox corrected(const FaceCandidate& candidate, float growth_px);

/// The box made square around its centre, then cut to whole pixels towards 0.
FaceBox squared(const FaceBox& box);

/// A box of the cascade made tight around a face's 68 landmarks.
FaceBox around_landmarks(const FaceBox& box);

}  // namespace kizashi::face::openface
