// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "kizashi/base/result.h"

namespace kizashi::pipeline {

/// The files of a simulated study, below its folder.
struct SimulatedStudyFiles {
  explicit SimulatedStudyFiles(const std::filesystem::path& folder);
  std::filesystem::path participants;
  std::filesystem::path ratings;
  std::filesystem::path action_units;
  std::filesystem::path clips_table;
  std::filesystem::path clips;  ///< a folder
  std::filesystem::path truth;
};

/// What truth.json says it is; by this a folder is known as one that may be replaced.
inline constexpr const char* simulated_study_kind = "kizashi simulated study";

/// Makes the folder and clears an earlier simulated study, or what a killed run left of one, out of it. Fails with
/// invalid_option where the folder holds anything else, of which nothing is touched, or with output_unwritable.
base::Status clear_simulated_study(const std::filesystem::path& folder);

}  // namespace kizashi::pipeline
