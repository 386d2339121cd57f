// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "kizashi/base/result.h"
#include "kizashi/pipeline/study/importing.h"

namespace kizashi::pipeline {

/// Each takes one table of a study into the change under way. They fail as opening the table and changing the study do;
/// rows that cannot be taken in are told to `importing`.
base::Status import_participants(const std::filesystem::path& table, Importing& importing);
base::Status import_ratings(const std::filesystem::path& table, Importing& importing);
base::Status import_exclusions(const std::filesystem::path& table, Importing& importing);

}  // namespace kizashi::pipeline
