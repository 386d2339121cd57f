// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/abandoned_files.h"

#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill() is POSIX, and csignal need not have it

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace kizashi::base {

namespace {

/// What stands between the final name and the number of the process (AtomicFile::create).
constexpr std::string_view mark = ".partial-";

bool is_running(pid_t process) { return kill(process, 0) == 0 || errno == EPERM; }

std::optional<std::string> abandoned_name(const std::string& file_name) {
  const std::size_t at = file_name.rfind(mark);
  if (at == std::string::npos || at < 2 || file_name.front() != '.') return std::nullopt;
  const char* end = file_name.data() + file_name.size();
  pid_t process = 0;
  const auto [rest, failure] = std::from_chars(file_name.data() + at + mark.size(), end, process);
  if (failure != std::errc() || rest != end || process <= 0 || is_running(process)) return std::nullopt;
  return file_name.substr(1, at - 1);
}

}  // namespace

std::vector<AbandonedFile> abandoned_files(const std::filesystem::path& folder) {
  std::vector<AbandonedFile> found;
  std::error_code failure;
  for (auto entry = std::filesystem::directory_iterator(folder.empty() ? "." : folder, failure);
       !failure && entry != std::filesystem::directory_iterator(); entry.increment(failure)) {
    if (auto name = abandoned_name(entry->path().filename().string())) found.push_back({entry->path(), *name});
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return found;
}

}  // namespace kizashi::base
