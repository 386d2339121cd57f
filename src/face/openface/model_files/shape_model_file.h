// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "kizashi/base/result.h"
#include "kizashi/face/openface/shape_model.h"

namespace kizashi::face::openface {

/// A point distribution model: mean, modes and variances as text matrices, for `point_count` points. `file` is what
/// errors call it, as in all parsers here.
base::Result<ShapeModel> parse_shape_model(std::string_view text, const std::string& file, int point_count);

}  // namespace kizashi::face::openface
