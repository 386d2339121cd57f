// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/simulated_study_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "kizashi/base/abandoned_files.h"
#include "kizashi/document/value.h"
#include "kizashi/pipeline/output_folder.h"

namespace kizashi::pipeline {

namespace {

namespace fs = std::filesystem;

bool is_truth(const fs::path& path) {
  const auto document = document::read_file(path.string());
  const auto* kind = document.ok() ? document->find("kind") : nullptr;
  return kind != nullptr && kind->as_text() != nullptr && *kind->as_text() == simulated_study_kind;
}

bool is_clip_of_study(const fs::path& path) {
  const std::string stem = path.stem().string();
  return path.extension() == ".mp4" && stem.size() > 1 && stem.front() == 'P';
}

/// The files that an earlier run made; nothing where there is something else too, which `foreign` then names.
struct Earlier {
  std::vector<fs::path> files;
  std::optional<fs::path> foreign;
};

template <typename IsOurs>
void look_into(const fs::path& folder, const IsOurs& is_ours, Earlier& earlier) {
  std::vector<fs::path> abandoned;
  for (const auto& file : base::abandoned_files(folder)) abandoned.push_back(file.path);
  std::error_code failure;
  for (auto entry = fs::directory_iterator(folder, failure); !failure && entry != fs::directory_iterator();
       entry.increment(failure)) {
    const fs::path& path = entry->path();
    const bool is_left_over = std::find(abandoned.begin(), abandoned.end(), path) != abandoned.end();
    if (is_left_over || is_ours(path)) {
      earlier.files.push_back(path);
    } else {
      earlier.foreign = path;
    }
  }
}

Earlier earlier_study(const fs::path& folder) {
  const SimulatedStudyFiles known(folder);
  const std::vector<fs::path> names{known.participants, known.ratings, known.action_units,
                                    known.clips_table,  known.clips,   known.truth};
  Earlier earlier;
  look_into(
      folder, [&names](const fs::path& path) { return std::find(names.begin(), names.end(), path) != names.end(); },
      earlier);
  look_into(known.clips, &is_clip_of_study, earlier);
  // Tables of the same names may be somebody's own: only the truth shows that these are nobody's.
  if (!earlier.files.empty() && !earlier.foreign && !is_truth(known.truth)) earlier.foreign = earlier.files.front();
  return earlier;
}

}  // namespace

SimulatedStudyFiles::SimulatedStudyFiles(const fs::path& folder)
    : participants(folder / "participants.csv"),
      ratings(folder / "ratings.csv"),
      action_units(folder / "action-units.csv"),
      clips_table(folder / "clips.csv"),
      clips(folder / "clips"),
      truth(folder / "truth.json") {}

base::Status clear_simulated_study(const fs::path& folder) {
  if (auto status = make_output_folder(folder); !status.ok()) return status;
  Earlier earlier = earlier_study(folder);
  if (earlier.foreign) {
    return base::Error{base::ErrorCode::invalid_option,
                       fmt::format("{}: holds {}, which is not of a simulated study; choose a new or empty folder",
                                   folder.string(), earlier.foreign->filename().string())};
  }
  // The truth goes last, so that a run that is killed here leaves a folder that may still be replaced.
  std::stable_partition(earlier.files.begin(), earlier.files.end(),
                        [](const fs::path& path) { return path.filename() != "truth.json"; });
  std::error_code failure;
  for (const auto& path : earlier.files) {
    fs::remove_all(path, failure);
    if (failure) {
      return base::Error{base::ErrorCode::output_unwritable,
                         fmt::format("{}: cannot be replaced: {}", path.string(), failure.message())};
    }
  }
  return {};
}

}  // namespace kizashi::pipeline
