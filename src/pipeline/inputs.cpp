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

base::Result<std::vector<std::filesystem::path>> files_below(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code failure;
  for (auto entry = std::filesystem::recursive_directory_iterator(folder, failure);
       !failure && entry != std::filesystem::recursive_directory_iterator(); entry.increment(failure)) {
    if (entry->is_regular_file(failure) && has_video_ending(entry->path())) files.push_back(entry->path());
  }
  if (failure) {
    return base::Error{base::ErrorCode::unreadable_file,
                       fmt::format("{}: the folder cannot be read: {}", folder.string(), failure.message())};
  }
  std::sort(files.begin(), files.end());
  return files;
}

using PlaceOfTask = std::pair<std::filesystem::path, std::string>;

/// Tasks that share a folder and a stem get their ending back; those that share even that cannot both be written.
base::Status tell_apart(std::vector<ClipTask>& tasks) {
  std::map<PlaceOfTask, int> count;
  for (const ClipTask& task : tasks) ++count[{task.output_folder, task.stem}];
  std::set<PlaceOfTask> taken;
  for (ClipTask& task : tasks) {
    if (count[{task.output_folder, task.stem}] > 1) task.stem = task.input.filename().string();
    if (!taken.insert({task.output_folder, task.stem}).second) {
      return base::Error{
          base::ErrorCode::invalid_option,
          fmt::format("{}: another input would write the same {}; measure them into folders of their own",
                      task.input.string(), (task.output_folder / task.stem).string() + ".csv")};
    }
  }
  return {};
}

}  // namespace

base::Result<std::vector<ClipTask>> clip_tasks(const std::vector<std::filesystem::path>& inputs,
                                               const std::filesystem::path& output_folder) {
  std::vector<ClipTask> tasks;
  for (const std::filesystem::path& input : inputs) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(input, ignored)) {
      tasks.push_back({input, output_folder, input.stem().string()});
      continue;
    }
    const auto files = files_below(input);
    if (!files.ok()) return files.error();
    for (const std::filesystem::path& file : *files) {
      const auto below = file.parent_path().lexically_relative(input);
      tasks.push_back({file, (output_folder / below).lexically_normal(), file.stem().string()});
    }
  }
  if (const auto status = tell_apart(tasks); !status.ok()) return status.error();
  return tasks;
}

}  // namespace kizashi::pipeline
