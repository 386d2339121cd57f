// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "kizashi/base/result.h"

namespace kizashi::store {

/// Makes the folder (0700, and what it lies in) where it is not there, lets `fill` write the study's file under another
/// name (0600), and renames it when it is whole: a program that is killed leaves no half study. Fails with
/// existing_study, output_unwritable, disk_full, or as `fill` does; then what it made is gone again.
base::Status make_study(const std::filesystem::path& folder,
                        const std::function<base::Status(const std::filesystem::path&)>& fill);

/// Fails with missing_study, or with damaged_study where the name is a folder's or the file is empty.
base::Status find_study(const std::filesystem::path& folder);

/// The study's file within a folder.
std::filesystem::path study_path(const std::filesystem::path& folder);

}  // namespace kizashi::store
