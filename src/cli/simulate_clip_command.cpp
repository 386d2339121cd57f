// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/simulate_clip_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "kizashi/cli/error_report.h"
#include "kizashi/cli/progress_report.h"
#include "kizashi/cli/stop_signal.h"
#include "kizashi/pipeline/simulate_clip.h"

namespace kizashi::cli {

namespace {

struct ClipArguments {
  std::string script;
  std::string preset = "demo";
  std::string output;
};

ExitCode run_simulate_clip(const ClipArguments& arguments) {
  const StopSignal stop;
  ProgressReport progress(true);
  progress.begin(arguments.output);
  const auto clip = pipeline::simulate_clip(
      {arguments.script, arguments.preset, arguments.output},
      [&](std::int64_t done, std::int64_t all) {
        progress.advance(done, static_cast<double>(done) / static_cast<double>(std::max<std::int64_t>(all, 1)));
      },
      stop.token());
  progress.end();
  if (!clip.ok()) {
    fmt::print(stderr, "{}\n", error_line(clip.error()));
    return exit_code_of(clip.error().code);
  }
  fmt::print("{}: {} frames\n{}: the truth behind them\n", clip->video.string(), clip->frames,
             clip->truth_csv.string());
  return done;
}

}  // namespace

void add_simulate_clip_command(CLI::App& simulate, Action& action) {
  const auto arguments = std::make_shared<ClipArguments>();
  CLI::App* command = simulate.add_subcommand("clip", "A face video whose movements are known, and a table of them");
  CLI::Option* script =
      command->add_option("--script", arguments->script, "A movement script (JSON)")->type_name("FILE");
  command
      ->add_option(
          "--preset", arguments->preset,
          fmt::format("A script that the program carries: {}", fmt::join(pipeline::simulation_presets(), ", ")))
      ->type_name("NAME")
      ->default_str("demo")
      ->excludes(script);
  command->add_option("--out", arguments->output, "The video to write: .mp4, .mkv or .webm")
      ->required()
      ->type_name("FILE");
  command->callback([arguments, &action] { action = [arguments] { return run_simulate_clip(*arguments); }; });
}

}  // namespace kizashi::cli
