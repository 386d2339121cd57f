// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/damaged_file.h"

#include <fmt/format.h>

namespace kizashi::face::openface {

base::Error damaged_file(std::string_view place, std::string_view reason) {
  return {base::ErrorCode::unusable_model,
          fmt::format("{}: {}; copy this file anew from OpenFace 2.2's models", place, reason)};
}

}  // namespace kizashi::face::openface
