// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/pipeline/sitter.h"
#include "kizashi/synth/study_simulator.h"
#include "kizashi/table/clips_csv.h"

namespace kizashi::pipeline {

struct StudyClipsOptions {
  std::filesystem::path folder;  ///< of the study; the clips go into `clips` below it
  double duration_s = 10.0;
  int jobs = 1;  ///< clips made at once
};

/// Makes a clip of every recorded ratee, and one at rest of every fourth, and says where they lie. The same bytes with
/// any number of jobs; each clip appears when it is whole. Frames are counted over all clips. Fails as simulate_clip()
/// does; the clips that are whole by then stay.
base::Result<std::vector<table::ClipRow>> render_study_clips(
    const synth::StudySimulator& simulator, const Sitter& sitter, const StudyClipsOptions& options,
    const std::function<void(std::int64_t done, std::int64_t all)>& progress, const std::stop_token& stopping);

}  // namespace kizashi::pipeline
