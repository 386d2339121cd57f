// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/import_measurements.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <variant>

#include "kizashi/pipeline/study/measured_clip_files.h"

namespace kizashi::pipeline {

namespace {

using std::filesystem::path;

base::Result<std::vector<path>> sidecars_below(const path& folder) {
  std::vector<path> found;
  std::error_code problem;
  for (auto it = std::filesystem::recursive_directory_iterator(folder, problem);
       !problem && it != std::filesystem::recursive_directory_iterator(); it.increment(problem)) {
    const bool is_hidden = it->path().filename().string().starts_with(".");
    if (is_hidden && it->is_directory(problem)) it.disable_recursion_pending();
    if (!is_hidden && it->path().extension() == ".json") found.push_back(it->path());
  }
  if (problem) {
    const bool is_missing = problem == std::errc::no_such_file_or_directory;
    return base::Error{is_missing ? base::ErrorCode::missing_file : base::ErrorCode::unreadable_file,
                       fmt::format("{}: {}", folder.string(), problem.message())};
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// A study has one clip of a checksum at most.
const study::Clip* find_clip(const std::vector<study::Clip>& clips, const std::string& sha256) {
  const auto found = std::find_if(clips.begin(), clips.end(), [&](const auto& clip) { return clip.sha256 == sha256; });
  return found == clips.end() ? nullptr : &*found;
}

}  // namespace

base::Result<ImportedMeasurements> import_measurements(store::Change& change, const MeasurementFolder& from,
                                                       const table::RejectionSink& reject) {
  const auto sidecars = sidecars_below(from.folder);
  if (!sidecars.ok()) return sidecars.error();
  ImportedMeasurements imported;
  for (const path& sidecar : *sidecars) {
    auto read = read_measured_clip(sidecar);
    if (const auto* rejection = std::get_if<table::Rejection>(&read)) {
      reject(*rejection);
      continue;
    }
    auto& files = std::get<MeasuredClipFiles>(read);
    const study::Clip* clip = find_clip(from.clips, files.input_sha256);
    if (clip == nullptr) {
      reject({sidecar.string(), std::nullopt, std::nullopt,
              fmt::format("no clip of the study has the checksum {}", files.input_sha256)});
      continue;
    }
    const study::Measurement measurement{clip->key, study::Origin::measured, std::move(files.provenance),
                                         std::move(files.sidecar), std::move(files.values)};
    const auto added = change.add(measurement, files.tables);
    if (!added.ok()) return added.error();
    ++(*added == store::Added::already_there ? imported.already_there : imported.added);
  }
  return imported;
}

}  // namespace kizashi::pipeline
