// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>

#include "kizashi/base/result.h"

namespace kizashi::pipeline {

struct ExportRequest {
  std::filesystem::path study_folder;
  std::filesystem::path output_folder;  ///< new, empty, or an earlier export, which is replaced
};

struct ExportReport {
  std::int64_t files = 0;
  std::string content_sha256;  ///< the same as that of a study made of the export
};

/// Writes everything that a study holds as plain tables (export_names.h), which `study import --from` takes in again.
/// The folder appears when it is whole; on any error what was there before is there still. `progress` hears how many of
/// the measurements are written. Fails as StudyFile does, with output_unwritable, disk_full, interrupted, or
/// invalid_option where the folder holds anything but an export.
base::Result<ExportReport> export_study(const ExportRequest& request,
                                        const std::function<void(std::int64_t done, std::int64_t all)>& progress,
                                        const std::stop_token& stopping);

}  // namespace kizashi::pipeline
