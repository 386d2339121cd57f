// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/base/result.h"

namespace kizashi::pipeline {

/// One clip to measure and where its files go: FOLDER/STEM.csv, STEM.measures.csv and STEM.json.
struct ClipTask {
  std::filesystem::path input;
  std::filesystem::path output_folder;
  std::string stem;
  std::optional<base::Error> problem = std::nullopt;  ///< known beforehand: a folder that cannot be read
};

/// The table over all clips of a run is named STEM.csv as well, with this stem.
inline constexpr const char* summary_stem = "summary";
/// The page that links a run's results, without its ending.
inline constexpr const char* index_stem = "index";

/// Turns files and folders into tasks, in the order given; a folder's files in the order of their names, its subfolders
/// mirrored below the output folder, files that are no video or image by their ending and overlays left out.
/// Two inputs of one stem in one output folder become STEM.EXT, and so does one whose table would take the place of the
/// run's summary; two that would write the same file all the same fail
/// with invalid_option. An input that is not there is a task, and so is a folder that cannot be read: measuring it says
/// so.
base::Result<std::vector<ClipTask>> clip_tasks(const std::vector<std::filesystem::path>& inputs,
                                               const std::filesystem::path& output_folder);

}  // namespace kizashi::pipeline
