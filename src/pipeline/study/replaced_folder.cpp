// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/replaced_folder.h"

#include <fmt/format.h>
#include <unistd.h>

#include <system_error>
#include <utility>

namespace kizashi::pipeline {

namespace {

using Path = std::filesystem::path;

/// `a/b/` names the same folder as `a/b`.
Path without_slash(const Path& folder) {
  const Path absolute = std::filesystem::absolute(folder).lexically_normal();
  return absolute.has_filename() ? absolute : absolute.parent_path();
}

Path beside(const Path& folder, const char* word) {
  return folder.parent_path() / fmt::format(".{}.{}-{}", folder.filename().string(), word, getpid());
}

base::Status check_place(const Path& folder, const char* mark) {
  std::error_code failure;
  if (!std::filesystem::exists(folder, failure)) return {};
  const bool is_folder = std::filesystem::is_directory(folder, failure);
  if (is_folder && (std::filesystem::is_empty(folder, failure) || std::filesystem::exists(folder / mark, failure))) {
    return {};
  }
  return base::Error{base::ErrorCode::invalid_option,
                     fmt::format("{}: holds other things already; give a new or empty folder", folder.string())};
}

base::Error unwritable(const Path& folder, const std::error_code& failure) {
  return {base::ErrorCode::output_unwritable,
          fmt::format("{}: the folder cannot be made: {}", folder.string(), failure.message())};
}

}  // namespace

base::Result<ReplacedFolder> ReplacedFolder::create(const Path& folder, const char* mark) {
  const Path whole = without_slash(folder);
  if (auto status = check_place(whole, mark); !status.ok()) return status.error();
  const Path partial = beside(whole, "partial");
  std::error_code failure;
  std::filesystem::remove_all(partial, failure);
  if (!std::filesystem::create_directories(partial, failure)) return unwritable(whole, failure);
  std::filesystem::permissions(partial, std::filesystem::perms::owner_all, failure);
  return ReplacedFolder(whole, partial);
}

ReplacedFolder::ReplacedFolder(Path folder, Path partial) : folder_(std::move(folder)), partial_(std::move(partial)) {}

ReplacedFolder::ReplacedFolder(ReplacedFolder&& other) noexcept
    : folder_(std::move(other.folder_)), partial_(std::exchange(other.partial_, {})) {}

ReplacedFolder& ReplacedFolder::operator=(ReplacedFolder&& other) noexcept {
  std::swap(folder_, other.folder_);
  std::swap(partial_, other.partial_);
  return *this;
}

ReplacedFolder::~ReplacedFolder() {
  if (partial_.empty()) return;
  std::error_code ignored;
  std::filesystem::remove_all(partial_, ignored);
}

base::Status ReplacedFolder::commit() {
  const Path earlier = beside(folder_, "earlier");
  std::error_code failure;
  std::error_code ignored;
  const bool replaces = std::filesystem::exists(folder_, ignored);
  if (replaces) std::filesystem::rename(folder_, earlier, failure);
  if (failure) return unwritable(folder_, failure);
  std::filesystem::rename(partial_, folder_, failure);
  if (failure) {
    if (replaces) std::filesystem::rename(earlier, folder_, ignored);
    return unwritable(folder_, failure);
  }
  partial_.clear();
  if (replaces) std::filesystem::remove_all(earlier, ignored);
  return {};
}

}  // namespace kizashi::pipeline
