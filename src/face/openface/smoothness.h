// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include "kizashi/face/openface/models.h"

namespace kizashi::face::openface {

/// How an expert's places share what its neurons see: (2 (sum of alphas) I + 2 sum of beta_k S_k)^-1 (Baltrusaitis,
/// Robinson & Morency 2013, ICCV workshops, equations 7 and 8). For experts with components of smoothness.
Eigen::MatrixXf smoothing_of(const PatchExpert& expert, const WindowSmoothness& smoothness);

/// The same of an expert without: one factor for every place.
float plain_smoothing_of(const PatchExpert& expert);

/// Neurons of a smaller alpha do not count.
inline constexpr double least_alpha = 1e-4;

}  // namespace kizashi::face::openface
