// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/run_listener.h"

namespace kizashi::cli {

RunListener::RunListener(const std::vector<pipeline::ClipTask>& tasks, const ClipTeller& teller)
    : tasks_(tasks), teller_(teller), progress_(tasks) {
  report_.begin(progress_.what());
}

void RunListener::advanced(std::size_t task_idx, const pipeline::ClipProgress& progress) {
  progress_.advanced(task_idx, progress);
  report_.advance(progress_.frames_done(), progress_.share_done());
}

void RunListener::ended(std::size_t task_idx, const pipeline::ClipOutcome& outcome) {
  progress_.ended(task_idx, outcome.was_finished_before);
  report_.call_it(progress_.what());
  report_.end();
  teller_.tell(tasks_.at(task_idx), outcome);
}

ExitCode exit_code_of_run(const pipeline::BatchOutcomes& outcomes) {
  ExitCode exit_code = done;
  for (const auto& outcome : outcomes) {
    if (!outcome || is_interruption(*outcome)) return interrupted;
    if (!outcome->report.ok()) exit_code = some_inputs_failed;
  }
  return exit_code;
}

}  // namespace kizashi::cli
