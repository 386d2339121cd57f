// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <opencv2/core.hpp>

#include "kizashi/face/openface/shape_model.h"

namespace kizashi::face::openface {

/// 255 on the pixels (CV_8UC1, square) whose middles the triangles cover, edges included; 0 elsewhere.
cv::Mat mask_of(const Points2& points_px, const Eigen::MatrixX3i& triangles, int side_px);

}  // namespace kizashi::face::openface
