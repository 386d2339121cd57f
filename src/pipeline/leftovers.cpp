// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/leftovers.h"

#include <map>
#include <set>
#include <string>
#include <system_error>

#include "kizashi/base/abandoned_files.h"

namespace kizashi::pipeline {

namespace {

/// Whether a file's name is one of the stems, a point and an ending.
bool begins_with_one_of(const std::set<std::string>& stems, const std::string& name) {
  for (std::size_t at = name.find('.', 1); at != std::string::npos; at = name.find('.', at + 1)) {
    if (stems.contains(name.substr(0, at))) return true;
  }
  return false;
}

}  // namespace

void remove_leftovers(const std::vector<ClipTask>& tasks, const std::filesystem::path& output_folder) {
  std::map<std::filesystem::path, std::set<std::string>> stems_of_folder{{output_folder, {summary_stem, index_stem}}};
  for (const ClipTask& task : tasks) stems_of_folder[task.output_folder].insert(task.stem);
  for (const auto& [folder, stems] : stems_of_folder) {
    for (const base::AbandonedFile& file : base::abandoned_files(folder)) {
      std::error_code ignored;
      if (begins_with_one_of(stems, file.final_name)) std::filesystem::remove(file.path, ignored);
    }
  }
}

}  // namespace kizashi::pipeline
