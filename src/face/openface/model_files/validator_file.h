// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "kizashi/base/result.h"
#include "kizashi/face/openface/models.h"

namespace kizashi::face::openface {

base::Result<ValidatorModel> parse_validator(std::string_view bytes, const std::string& file);

}  // namespace kizashi::face::openface
