// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/study_measure_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>

#include "kizashi/cli/clip_teller.h"
#include "kizashi/cli/measure_options.h"
#include "kizashi/cli/run_listener.h"
#include "kizashi/cli/stop_signal.h"
#include "kizashi/cli/study_words.h"
#include "kizashi/pipeline/study/measure_study.h"

namespace kizashi::cli {

namespace {

struct StudyMeasureArguments {
  std::string folder;
  EngineArguments engine;
  ParallelArguments parallel;
  bool resume = false;  ///< as if it were always given
  bool json = false;
};

pipeline::StudyMeasureOptions options_of(const StudyMeasureArguments& arguments) {
  pipeline::StudyMeasureOptions options;
  options.folder = arguments.folder;
  choose_engine(arguments.engine, options.measuring);
  options.jobs = arguments.parallel.jobs;
  options.threads = arguments.parallel.threads;
  options.cores = cores_at_hand();
  options.today = today_utc();
  return options;
}

/// What is known before the first clip is measured.
void tell_beforehand(const ClipTeller& teller, const pipeline::StudyMeasuring& study) {
  for (const std::string& note : study.notes()) fmt::print(stderr, "kizashi: {}\n", note);
  for (const auto& clip : study.left_out()) teller.tell_left_out(clip);
  for (const auto& measured : study.measured_before()) teller.tell(measured.task, {measured.report, true});
}

/// How a run ended, in one line.
std::string sum_of(const pipeline::StudyMeasuring& study, const pipeline::BatchOutcomes& outcomes) {
  const auto measured = std::count_if(outcomes.begin(), outcomes.end(),
                                      [](const auto& outcome) { return outcome && outcome->report.ok(); });
  const std::size_t before = study.measured_before().size();
  const std::size_t open = study.tasks().size() - static_cast<std::size_t>(measured);
  if (study.tasks().empty() && before == 0 && study.left_out().empty()) {
    return "the study has no clips; kizashi study import DIR --clips FOLDER takes some in";
  }
  std::string words = fmt::format("clips measured: {}, measured before: {}", measured, before);
  if (open > 0) words += fmt::format(", still to be measured: {}", open);
  if (!study.left_out().empty()) words += fmt::format(", left out: {}", study.left_out().size());
  return words;
}

ExitCode run_study_measure(const StudyMeasureArguments& arguments) {
  const StopSignal stop;
  const ClipTeller teller(arguments.json, ClipTeller::Results::in_study);
  const StudyTelling telling{arguments.folder, arguments.json};
  if (const auto status = check(arguments.engine); !status.ok()) return tell_study_error(status.error(), telling);
  auto study = pipeline::StudyMeasuring::prepare(options_of(arguments), stop.token());
  if (!study.ok()) return tell_study_error(study.error(), telling);
  tell_beforehand(teller, *study);
  pipeline::BatchOutcomes outcomes;
  if (!study->tasks().empty()) {
    RunListener listener(study->tasks(), teller);
    outcomes = study->run(listener, stop.token());
  }
  teller.tell_sum(sum_of(*study, outcomes));
  return exit_code_of_run(outcomes);
}

}  // namespace

void add_study_measure_command(CLI::App& study, Action& action) {
  const auto arguments = std::make_shared<StudyMeasureArguments>();
  CLI::App* command = study.add_subcommand("measure", "Measure every clip that has no current measurement");
  command->add_option("DIR", arguments->folder, "The study's folder")->required();
  add_engine_options(*command, arguments->engine);
  add_parallel_options(*command, arguments->parallel);
  command->add_flag("--resume", arguments->resume,
                    "Go on where a run ended; this is what the command does in any case");
  command->add_flag("--json", arguments->json, "One JSON object per clip on standard output");
  command->callback([arguments, &action] { action = [arguments] { return run_study_measure(*arguments); }; });
}

}  // namespace kizashi::cli
