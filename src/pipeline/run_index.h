// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kizashi/base/result.h"
#include "kizashi/pipeline/run_summary.h"

namespace kizashi::pipeline {

/// Writes OUT/index.html: every clip of the run with its verdict and links to its files, the worst clips first. Gives
/// where it is. Fails with output_unwritable, disk_full, or as reading a sidecar does.
base::Result<std::filesystem::path> write_run_index(const RunResults& run);

}  // namespace kizashi::pipeline
