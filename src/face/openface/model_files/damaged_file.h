// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "kizashi/base/error.h"

namespace kizashi::face::openface {

/// The error of a model file with something wrong in it; `place` is the file and where in it.
base::Error damaged_file(std::string_view place, std::string_view reason);

}  // namespace kizashi::face::openface
