// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/work_folder.h"

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace kizashi::pipeline {

namespace {

const char* folder_name(Work work) { return work == Work::measuring ? ".measuring" : ".importing"; }

base::Error failure(const std::filesystem::path& path, const std::error_code& problem) {
  const bool is_full = problem == std::errc::no_space_on_device;
  return {is_full ? base::ErrorCode::disk_full : base::ErrorCode::output_unwritable,
          fmt::format("{}: cannot be made: {}", path.string(), problem.message())};
}

}  // namespace

base::Result<WorkFolder> WorkFolder::make(const std::filesystem::path& study_folder, Work work) {
  WorkFolder folder(study_folder / folder_name(work));
  std::error_code problem;
  std::filesystem::remove_all(folder.path(), problem);
  if (!problem) std::filesystem::create_directory(folder.path(), problem);
  if (!problem) std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all, problem);
  if (problem) return failure(folder.path(), problem);
  return folder;
}

WorkFolder::WorkFolder(WorkFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

WorkFolder& WorkFolder::operator=(WorkFolder&& other) noexcept {
  std::swap(path_, other.path_);
  return *this;
}

WorkFolder::~WorkFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace kizashi::pipeline
