// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <utility>

#include "kizashi/base/result.h"

namespace kizashi::pipeline {

/// The hidden folder in which a study's clips are measured before the study takes their tables in: on the study's own
/// disk, readable by its owner alone, gone afterwards. A contract: one at a time in a study (StudyLock).
class WorkFolder {
 public:
  /// Removes what a killed process left, and makes the folder. Fails with output_unwritable or disk_full.
  static base::Result<WorkFolder> make(const std::filesystem::path& study_folder);

  WorkFolder(WorkFolder&& other) noexcept;
  WorkFolder& operator=(WorkFolder&& other) noexcept;
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  ~WorkFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit WorkFolder(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;  ///< empty: there is none
};

}  // namespace kizashi::pipeline
