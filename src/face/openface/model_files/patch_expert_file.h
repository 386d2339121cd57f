// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "kizashi/base/result.h"
#include "kizashi/face/openface/models.h"

namespace kizashi::face::openface {

/// The patch experts of one scale (continuous conditional neural fields) for the landmarks of one shape model.
base::Result<PatchScale> parse_patch_experts(std::string_view bytes, const std::string& file, int point_count);

}  // namespace kizashi::face::openface
