// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "kizashi/base/result.h"

namespace kizashi::pipeline {

struct SimulateStudyOptions {
  std::filesystem::path output_folder;
  std::int64_t seed = 1;                ///< 0 to 2^53 - 1
  int ratees = 64;                      ///< 1 to 100000
  int raters = 63;                      ///< 0 to 100000
  std::string effects = "paper";        ///< a name of built_in_study_effects(), or a file's path
  std::optional<double> missing_share;  ///< 0 to 1; nothing: as the effects say, likewise below
  std::optional<double> dropout_share;
  bool with_clips = false;
  double clip_duration_s = 10.0;                          ///< 1 to 600
  int jobs = 1;                                           ///< clips made at once, at least 1
  std::vector<std::filesystem::path> model_folders = {};  ///< where the portrait lies; empty: the program's own
};

struct SimulatedStudy {
  std::filesystem::path folder;
  std::filesystem::path truth;
  std::int64_t ratees = 0;
  std::int64_t raters = 0;
  std::int64_t ratings = 0;
  std::int64_t unit_values = 0;
  std::int64_t clips = 0;
};

/// Writes a study of nobody: participants.csv, ratings.csv, action-units.csv as `study import` takes them, and
/// truth.json with what was planted; with clips also these and clips.csv. The same options give the same bytes,
/// with any number of jobs. The folder is new or empty, or holds an
/// earlier simulated study, which is replaced. Fails with invalid_option, missing_file or invalid_document (effects),
/// output_unwritable, disk_full or interrupted, and where clips are made also as
/// simulate_clip() does.
base::Result<SimulatedStudy> simulate_study(
    const SimulateStudyOptions& options,
    const std::function<void(std::int64_t frames_done, std::int64_t frames)>& progress,
    const std::stop_token& stopping);

/// The names that SimulateStudyOptions::effects knows.
std::vector<std::string> built_in_study_effects();

}  // namespace kizashi::pipeline
