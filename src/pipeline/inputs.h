// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kizashi/base/result.h"

namespace kizashi::pipeline {

/// One clip to measure and where its files go: FOLDER/STEM.csv, STEM.measures.csv and STEM.json.
struct ClipTask {
  std::filesystem::path input;
  std::filesystem::path output_folder;
  std::string stem;
};

/// Turns files and folders into tasks, in the order given; a folder's files in the order of their names, its subfolders
/// mirrored below the output folder, files that are no video or image by their ending left out.
/// Two inputs of one stem in one output folder become STEM.EXT; two of one whole name fail with invalid_option.
/// An input that is not there is a task all the same: measuring it says so. Fails with unreadable_file for a folder
/// that cannot be read.
base::Result<std::vector<ClipTask>> clip_tasks(const std::vector<std::filesystem::path>& inputs,
                                               const std::filesystem::path& output_folder);

}  // namespace kizashi::pipeline
