// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "kizashi/base/result.h"

namespace kizashi::pipeline {

struct SimulateClipOptions {
  std::filesystem::path script;  ///< a movement script; empty: take the preset
  std::string preset = "demo";
  std::filesystem::path output;                           ///< the video, .mp4, .mkv or .webm
  std::vector<std::filesystem::path> model_folders = {};  ///< empty: the program's own
};

struct SimulatedClip {
  std::filesystem::path video;
  std::filesystem::path
      truth_csv;  ///< beside the video, named STEM.truth.csv: where every movable part is in every frame
  std::int64_t frames = 0;
};

/// Makes a video of the public-domain portrait whose movements are known, and the table of them. The same script gives
/// the same bytes. Both files appear when they are whole. Fails with invalid_option (an unknown preset, an ending the
/// writer does not know), missing_file, invalid_script, missing_model, wrong_checksum, output_unwritable, disk_full,
/// encoding_failed or interrupted.
base::Result<SimulatedClip> simulate_clip(const SimulateClipOptions& options,
                                          const std::function<void(std::int64_t done, std::int64_t all)>& progress,
                                          const std::stop_token& stopping);

/// The names that SimulateClipOptions::preset knows.
std::vector<std::string> simulation_presets();

}  // namespace kizashi::pipeline
