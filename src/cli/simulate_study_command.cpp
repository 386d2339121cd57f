// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/simulate_study_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "kizashi/cli/error_report.h"
#include "kizashi/cli/measure_options.h"
#include "kizashi/cli/progress_report.h"
#include "kizashi/cli/stop_signal.h"
#include "kizashi/pipeline/study/simulate_study.h"

namespace kizashi::cli {

namespace {

struct StudyArguments {
  pipeline::SimulateStudyOptions options;
  std::optional<int> jobs;
};

ExitCode run_simulate_study(StudyArguments arguments) {
  const StopSignal stop;
  arguments.options.jobs = arguments.jobs.value_or(cores_at_hand());
  ProgressReport progress(arguments.options.with_clips);
  progress.begin("clips");
  const auto advance = [&progress](std::int64_t done, std::int64_t all) {
    progress.advance(done, static_cast<double>(done) / static_cast<double>(std::max<std::int64_t>(all, 1)));
  };
  const auto study = pipeline::simulate_study(arguments.options, advance, stop.token());
  progress.end();
  if (!study.ok()) {
    fmt::print(stderr, "{}\n", error_line(study.error()));
    return exit_code_of(study.error().code);
  }
  const std::string clips = arguments.options.with_clips ? fmt::format(", {} clips", study->clips) : std::string();
  fmt::print("{}: {} ratees, {} raters, {} ratings, {} action-unit values{}\n{}: the truth behind them\n",
             study->folder.string(), study->ratees, study->raters, study->ratings, study->unit_values, clips,
             study->truth.string());
  return done;
}

}  // namespace

void add_simulate_study_command(CLI::App& simulate, Action& action) {
  const auto arguments = std::make_shared<StudyArguments>();
  pipeline::SimulateStudyOptions* const options = &arguments->options;
  CLI::App* command =
      simulate.add_subcommand("study", "A study of nobody, whose effects are known: tables, and videos on request");
  command->add_option("--out", options->output_folder, "A new or empty folder, or one of an earlier simulated study")
      ->required()
      ->type_name("DIR");
  command->add_option("--seed", options->seed, "Another one gives another study")
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--ratees", options->ratees, "People who are recorded")->type_name("N")->capture_default_str();
  command->add_option("--raters", options->raters, "People who judge them")->type_name("N")->capture_default_str();
  command->add_option("--effects", options->effects, "What is planted: paper, none or a JSON file")
      ->type_name("NAME|FILE")
      ->capture_default_str();
  command->add_option("--missing", options->missing_share, "Share of ratings, scores and unit values that is absent")
      ->type_name("SHARE");
  command->add_option("--dropouts", options->dropout_share, "Share of raters who stop, and of ratees never recorded")
      ->type_name("SHARE");
  CLI::Option* with_clips =
      command->add_flag("--with-clips", options->with_clips, "Also a video of every ratee, under DIR/clips");
  command->add_option("--clip-seconds", options->clip_duration_s, "Length of the videos")
      ->type_name("S")
      ->capture_default_str()
      ->needs(with_clips);
  command->add_option("--jobs", arguments->jobs, "Videos made at once; as many as there are cores unless given")
      ->type_name("N")
      ->needs(with_clips);
  command->callback([arguments, &action] { action = [arguments] { return run_simulate_study(*arguments); }; });
}

}  // namespace kizashi::cli
