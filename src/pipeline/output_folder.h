// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "kizashi/base/result.h"

namespace kizashi::pipeline {

/// Makes the folder, and those above it, where missing; an empty path is the current one. Fails with output_unwritable.
base::Status make_output_folder(const std::filesystem::path& folder);

}  // namespace kizashi::pipeline
