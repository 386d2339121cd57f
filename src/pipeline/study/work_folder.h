// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <utility>

#include "kizashi/base/result.h"

namespace kizashi::pipeline {

enum class Work {
  measuring,  ///< clips; one at a time in a study by StudyLock
  importing,  ///< tables; one at a time in a study since it has one change at a time
};

/// The hidden folder in which tables lie before a study takes them in: on the study's own disk, readable by its owner
/// alone, gone afterwards. A contract: one for each work at a time in a study.
class WorkFolder {
 public:
  /// Removes what a killed process left, and makes the folder. Fails with output_unwritable or disk_full.
  static base::Result<WorkFolder> make(const std::filesystem::path& study_folder, Work work);

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
