// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/synth/study_simulator.h"
#include "kizashi/table/clips_csv.h"

namespace kizashi::pipeline {

/// Each writes one table whole, as `study import` takes it, or nothing. Fail with output_unwritable or disk_full.
base::Status write_simulated_participants(const synth::StudySimulator& simulator, const std::filesystem::path& path);
/// Returns how many ratings there are. Fails also with interrupted.
base::Result<std::int64_t> write_simulated_ratings(const synth::StudySimulator& simulator,
                                                   const std::filesystem::path& path, const std::stop_token& stopping);
/// Returns how many values there are.
base::Result<std::int64_t> write_simulated_values(const synth::StudySimulator& simulator,
                                                  const std::filesystem::path& path);
base::Status write_simulated_clips(const std::vector<table::ClipRow>& clips, const std::filesystem::path& path);

}  // namespace kizashi::pipeline
