// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "kizashi/pipeline/clip_files.h"

namespace kizashi::pipeline {

namespace {

constexpr std::array<std::string_view, 22> endings{".mp4",  ".m4v",  ".mov",  ".webm", ".mkv", ".avi", ".wmv", ".mpg",
                                                   ".mpeg", ".3gp",  ".ogv",  ".flv",  ".ts",  ".mts", ".gif", ".png",
                                                   ".jpg",  ".jpeg", ".webp", ".bmp",  ".tif", ".tiff"};

bool has_video_ending(const std::filesystem::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

/// A video or image below a folder, or a folder there that cannot be read.
struct Found {
  std::filesystem::path path;
  std::optional<base::Error> problem;
};

void find_below(const std::filesystem::path& folder, std::vector<Found>& found) {
  std::error_code failure;
  for (auto entry = std::filesystem::directory_iterator(folder, failure);
       !failure && entry != std::filesystem::directory_iterator(); entry.increment(failure)) {
    std::error_code ignored;
    if (entry->is_directory(ignored) && !entry->is_symlink(ignored)) {
      find_below(entry->path(), found);
    } else if (entry->is_regular_file(ignored) && has_video_ending(entry->path()) && !is_overlay(entry->path())) {
      found.push_back({entry->path(), std::nullopt});
    }
  }
  if (!failure) return;
  found.push_back({folder, base::Error{base::ErrorCode::unreadable_file,
                                       fmt::format("{}: the folder cannot be read: {}; change its permissions",
                                                   folder.string(), failure.message())}});
}

std::vector<Found> files_below(const std::filesystem::path& folder) {
  std::vector<Found> found;
  find_below(folder, found);
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.path < b.path; });
  return found;
}

using PlaceOfTask = std::pair<std::filesystem::path, std::string>;

/// Notes what the task will write; the name of a file that another task writes too, if there is one.
std::optional<std::filesystem::path> claim(const ClipTask& task, std::set<std::filesystem::path>& taken) {
  for (const char* ending : {".csv", ".measures.csv", ".json", ".overlay.webm", ".report.html"}) {
    const auto path = task.output_folder / (task.stem + ending);
    if (!taken.insert(path).second) return path;
  }
  return std::nullopt;
}

/// Tasks that share a folder and a stem get their ending back; those that share a file even then cannot both be
/// written.
base::Status tell_apart(std::vector<ClipTask>& tasks, const std::filesystem::path& output_folder) {
  std::map<PlaceOfTask, int> count{{{output_folder, summary_stem}, 1}};
  for (const ClipTask& task : tasks) ++count[{task.output_folder, task.stem}];
  std::set<std::filesystem::path> taken;
  for (ClipTask& task : tasks) {
    if (task.problem) continue;
    if (count[{task.output_folder, task.stem}] > 1) task.stem = task.input.filename().string();
    if (const auto twice = claim(task, taken)) {
      return base::Error{
          base::ErrorCode::invalid_option,
          fmt::format("{}: another input would write the same {}; measure them into folders of their own",
                      task.input.string(), twice->string())};
    }
  }
  return {};
}

/// Without a slash at its end, so that two ways to write a folder compare equal.
std::filesystem::path plain(const std::filesystem::path& folder) {
  return (folder / "file").lexically_normal().parent_path();
}

}  // namespace

base::Result<std::vector<ClipTask>> clip_tasks(const std::vector<std::filesystem::path>& inputs,
                                               const std::filesystem::path& output_folder) {
  const std::filesystem::path root = plain(output_folder);
  std::vector<ClipTask> tasks;
  for (const std::filesystem::path& input : inputs) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(input, ignored)) {
      tasks.push_back({input, root, input.stem().string()});
      continue;
    }
    for (Found& found : files_below(input)) {
      const auto below = found.path.parent_path().lexically_relative(input);
      tasks.push_back({found.path, plain(root / below), found.path.stem().string(), std::move(found.problem)});
    }
  }
  if (const auto status = tell_apart(tasks, root); !status.ok()) return status.error();
  return tasks;
}

}  // namespace kizashi::pipeline
