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

/// Whose results these are, or why nobody can say.
std::variant<study::ClipKey, std::string> owner_of(const MeasuredClipFiles& files, const path& sidecar,
                                                   const std::vector<study::Clip>& clips) {
  std::vector<study::ClipKey> candidates;
  for (const study::Clip& clip : clips) {
    if (clip.sha256 == files.input_sha256) candidates.push_back(clip.key);
  }
  if (candidates.empty()) return fmt::format("no clip of the study has the checksum {}", files.input_sha256);
  if (candidates.size() == 1) return candidates.front();
  const auto said = files.key ? files.key : study::clip_key_of(sidecar.stem().string());
  if (said && std::find(candidates.begin(), candidates.end(), *said) != candidates.end()) return *said;
  return fmt::format("{} clips of the study are this very file; name the results like the clip they belong to",
                     candidates.size());
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
    const auto owner = owner_of(files, sidecar, from.clips);
    if (const auto* reason = std::get_if<std::string>(&owner)) {
      reject({sidecar.string(), std::nullopt, std::nullopt, *reason});
      continue;
    }
    const study::Measurement measurement{std::get<study::ClipKey>(owner), study::Origin::measured,
                                         std::move(files.provenance), std::move(files.sidecar),
                                         std::move(files.values)};
    const auto added = change.add(measurement, files.tables);
    if (!added.ok()) return added.error();
    ++(*added == store::Added::already_there ? imported.already_there : imported.added);
  }
  return imported;
}

}  // namespace kizashi::pipeline
