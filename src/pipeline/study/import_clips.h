// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "kizashi/base/result.h"
#include "kizashi/pipeline/study/importing.h"

namespace kizashi::pipeline {

/// Notes the clips of a folder (and the folders below it) whose names say whose they are, or of a table. A clip that is
/// no video, or of nobody in the study, is a rejection; so is a simulated one among real people, and the other way
/// round. Nothing is copied. Fails as reading the folder or table and changing the study do.
base::Status import_clips(const std::filesystem::path& folder_or_table, Importing& importing);

/// How the study names a file: below the study's folder relative to it, elsewhere absolute; always with `/`.
std::string stored_name_of(const std::filesystem::path& file, const std::filesystem::path& study_folder);
/// Where that is.
std::filesystem::path path_of(const std::string& stored_name, const std::filesystem::path& study_folder);

}  // namespace kizashi::pipeline
