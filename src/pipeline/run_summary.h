// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/pipeline/batch.h"
#include "kizashi/pipeline/inputs.h"
#include "kizashi/table/column.h"

namespace kizashi::pipeline {

/// A run's clips, each with what became of it.
struct RunResults {
  std::filesystem::path output_folder;
  const std::vector<ClipTask>& tasks;
  const BatchOutcomes& outcomes;  ///< of every task
};

/// How a clip is called in the pages and tables over a run: the place of its files below the output folder.
std::string clip_name(const RunResults& run, const ClipTask& task);

/// The columns of the summary.
std::vector<table::Column> run_summary_columns();

/// Writes OUT/summary.csv, tidy: one row for each clip, face, segment (whole, speaking, silent) and action unit, in the
/// order of the tasks, with the numbers of the clips' sidecars; a clip without a face, and one that failed, has one row
/// that says so. Gives where it is. Fails with output_unwritable, disk_full, or as reading a sidecar does.
base::Result<std::filesystem::path> write_run_summary(const RunResults& run);

}  // namespace kizashi::pipeline
