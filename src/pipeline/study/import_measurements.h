// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/store/study_file.h"
#include "kizashi/study/clip.h"
#include "kizashi/table/rejection.h"

namespace kizashi::pipeline {

/// Results that lie in a folder and below it, and the clips that they may be of.
struct MeasurementFolder {
  std::filesystem::path folder;
  const std::vector<study::Clip>& clips;  ///< of the study, with those that the same change adds
};

struct ImportedMeasurements {
  std::int64_t added = 0;
  std::int64_t already_there = 0;
};

/// Takes in what `kizashi measure` or an export wrote: every STEM.json of the folder, in the order of the names, with
/// the tables beside it, for the clip whose checksum the sidecar names. Every result that cannot be taken in is
/// rejected, and the others are added all the same: who wants all or nothing drops the change. Fails as Change::add
/// does, and with missing_file or unreadable_file (the folder).
base::Result<ImportedMeasurements> import_measurements(store::Change& change, const MeasurementFolder& from,
                                                       const table::RejectionSink& reject);

}  // namespace kizashi::pipeline
