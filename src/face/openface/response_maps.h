// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <vector>

#include "kizashi/face/openface/network.h"
#include "kizashi/face/openface/shape_model.h"

namespace kizashi::face::openface {

/// What response maps are computed from. The reference frame is the picture turned and scaled so that the face stands
/// upright at the patch experts' scale.
struct ResponseRequest {
  int scale_idx = 0;
  int view_idx = 0;
  int window_px = 9;   ///< side of each map
  Points2 centres_px;  ///< landmarks in the picture, on which the maps are centred
  Eigen::Matrix2f picture_from_reference = Eigen::Matrix2f::Identity();  ///< turn and scale alone
};

/// How likely each place round each landmark is.
struct ResponseMaps {
  int window_px = 0;
  RowMajorMatrix values;         ///< one row a landmark, its map row by row; zero where it is not visible
  std::vector<bool> is_visible;  ///< by landmark
};

}  // namespace kizashi::face::openface
