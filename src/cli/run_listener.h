// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "kizashi/cli/batch_progress.h"
#include "kizashi/cli/clip_teller.h"
#include "kizashi/cli/exit_code.h"
#include "kizashi/cli/progress_report.h"
#include "kizashi/pipeline/batch.h"
#include "kizashi/pipeline/inputs.h"

namespace kizashi::cli {

/// Tells of clips as they end, and shows in between how far the run has come.
class RunListener final : public pipeline::BatchListener {
 public:
  /// Both must outlive it.
  RunListener(const std::vector<pipeline::ClipTask>& tasks, const ClipTeller& teller);

  void advanced(std::size_t task_idx, const pipeline::ClipProgress& progress) override;
  void ended(std::size_t task_idx, const pipeline::ClipOutcome& outcome) override;

 private:
  const std::vector<pipeline::ClipTask>& tasks_;
  const ClipTeller& teller_;
  BatchProgress progress_;
  ProgressReport report_{true};
};

/// What a run ends with: interrupted where a clip was given up or not begun, else whether any failed.
ExitCode exit_code_of_run(const pipeline::BatchOutcomes& outcomes);

}  // namespace kizashi::cli
