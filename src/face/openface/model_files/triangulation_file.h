// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"

namespace kizashi::face::openface {

/// Triangles over the face's 68 landmarks: one text matrix.
base::Result<Eigen::MatrixX3i> parse_triangulation(std::string_view text, const std::string& file);

/// The same for several views: their number, then a matrix each.
base::Result<std::vector<Eigen::MatrixX3i>> parse_triangulations(std::string_view text, const std::string& file);

}  // namespace kizashi::face::openface
