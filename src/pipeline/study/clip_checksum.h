// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "kizashi/base/result.h"

namespace kizashi::pipeline {

/// Whether a file still is what a study refers to. Fails with missing_file, unreadable_file or changed_clip.
base::Status check_clip(const std::filesystem::path& file, const std::string& imported_sha256);

/// What is said of a file that is another one now.
base::Error changed_clip(const std::filesystem::path& file);

}  // namespace kizashi::pipeline
