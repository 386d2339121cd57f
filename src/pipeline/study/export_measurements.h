// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>

#include "kizashi/base/result.h"
#include "kizashi/store/study_file.h"

namespace kizashi::pipeline {

/// What hears and stops a long export.
struct ExportHooks {
  std::function<void(std::int64_t done, std::int64_t all)> progress;  ///< of the measurements
  std::stop_token stopping;
};

/// Writes every current measurement that has tables: of a clip the three files of `kizashi measure`, its sidecar with
/// the study's facts; of another tool the table as it was. Gives the number of files. Fails as the study and AtomicFile
/// do, and with interrupted.
base::Result<std::int64_t> export_measurements(const store::StudyFile& study, const std::filesystem::path& folder,
                                               const ExportHooks& hooks);

}  // namespace kizashi::pipeline
