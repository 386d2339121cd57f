// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/simulate_study_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "kizashi/cli/error_report.h"
#include "kizashi/cli/stop_signal.h"
#include "kizashi/pipeline/study/simulate_study.h"

namespace kizashi::cli {

namespace {

ExitCode run_simulate_study(const pipeline::SimulateStudyOptions& options) {
  const StopSignal stop;
  const auto study = pipeline::simulate_study(options, stop.token());
  if (!study.ok()) {
    fmt::print(stderr, "{}\n", error_line(study.error()));
    return exit_code_of(study.error().code);
  }
  fmt::print("{}: {} ratees, {} raters, {} ratings, {} action-unit values\n{}: the truth behind them\n",
             study->folder.string(), study->ratees, study->raters, study->ratings, study->unit_values,
             study->truth.string());
  return done;
}

}  // namespace

void add_simulate_study_command(CLI::App& simulate, Action& action) {
  const auto options = std::make_shared<pipeline::SimulateStudyOptions>();
  CLI::App* command = simulate.add_subcommand("study", "The tables of a study whose effects are known, of nobody");
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
  command->callback([options, &action] { action = [options] { return run_simulate_study(*options); }; });
}

}  // namespace kizashi::cli
