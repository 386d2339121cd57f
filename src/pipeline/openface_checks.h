// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "kizashi/pipeline/doctor.h"

namespace kizashi::pipeline {

/// Which stages of the OpenFace engine a folder of its models can run: one check a stage.
std::vector<Check> check_openface_models(const std::filesystem::path& folder);

/// What to tell of a folder that somebody named and that holds none of OpenFace's models.
Check check_no_openface_models(const std::filesystem::path& folder);

}  // namespace kizashi::pipeline
