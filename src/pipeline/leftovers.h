// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "kizashi/pipeline/inputs.h"

namespace kizashi::pipeline {

/// Removes the partial files that an earlier run left because it was killed: those of these clips and of the tables
/// over the whole run, and none that a process on this machine still writes.
void remove_leftovers(const std::vector<ClipTask>& tasks, const std::filesystem::path& output_folder);

}  // namespace kizashi::pipeline
