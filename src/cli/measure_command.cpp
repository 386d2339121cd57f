// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/measure_command.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "kizashi/cli/clip_teller.h"
#include "kizashi/cli/error_report.h"
#include "kizashi/cli/measure_options.h"
#include "kizashi/cli/run_listener.h"
#include "kizashi/cli/stop_signal.h"
#include "kizashi/pipeline/batch.h"
#include "kizashi/pipeline/inputs.h"
#include "kizashi/pipeline/measurer.h"
#include "kizashi/pipeline/run_index.h"
#include "kizashi/pipeline/run_summary.h"

namespace kizashi::cli {

namespace {

struct MeasureArguments {
  std::vector<std::string> inputs;
  std::string output_folder;
  EngineArguments engine;
  face::FacesWanted faces = face::FacesWanted::largest;
  std::optional<double> focal_length_px;
  std::string baseline = "clip";
  std::string action_unit_map = "default";
  ParallelArguments parallel;
  bool overlay = false;
  bool overlay_blur = false;
  std::vector<std::string> overlay_units;
  bool report = false;
  bool resume = false;
  bool json = false;
};

constexpr std::string_view recording_prefix = "neutral:";

bool names_a_baseline(std::string_view text) {
  const bool names_recording = text.starts_with(recording_prefix) && text.size() > recording_prefix.size();
  return text == "none" || text == "clip" || text == "running" || names_recording;
}

void choose_baseline(std::string_view text, pipeline::MeasureOptions& options) {
  using series::BaselineMode;
  if (text.starts_with(recording_prefix)) {
    options.baseline = BaselineMode::recorded;
    options.neutral_recording = text.substr(recording_prefix.size());
    return;
  }
  options.baseline = text == "none"      ? BaselineMode::none
                     : text == "running" ? BaselineMode::running
                                         : BaselineMode::clip;
}

pipeline::MeasureOptions options_of(const MeasureArguments& arguments, const pipeline::Parallelism& parallelism) {
  pipeline::MeasureOptions options;
  choose_engine(arguments.engine, options);
  options.engine.faces = arguments.faces;
  options.engine.focal_length_px = arguments.focal_length_px;
  choose_baseline(arguments.baseline, options);
  options.action_unit_map = arguments.action_unit_map;
  options.overlay = arguments.overlay_blur ? pipeline::OverlayMode::blurred
                    : arguments.overlay    ? pipeline::OverlayMode::plain
                                           : pipeline::OverlayMode::none;
  options.overlay_units = arguments.overlay_units;
  options.report = arguments.report;
  options.threads = parallelism.threads;
  return options;
}

/// A single file has no use for a table over one clip; a folder of one has, for scripts that expect it.
bool wants_summary(const std::vector<std::string>& inputs) {
  std::error_code ignored;
  return inputs.size() > 1 || std::filesystem::is_directory(inputs.front(), ignored);
}

struct Run {
  const MeasureArguments& arguments;
  const std::vector<pipeline::ClipTask>& tasks;
  pipeline::Parallelism parallelism;
  const ClipTeller& teller;
};

ExitCode measure_all(const Run& run, const pipeline::Measurer& measurer, const std::stop_token& stopping) {
  RunListener listener(run.tasks, run.teller);
  const pipeline::BatchOptions options{run.arguments.output_folder, run.parallelism.jobs, run.arguments.resume};
  const auto outcomes = pipeline::measure_batch(measurer, run.tasks, options, listener, stopping);
  const ExitCode exit_code = exit_code_of_run(outcomes);
  if (exit_code == interrupted || !wants_summary(run.arguments.inputs)) return exit_code;
  const pipeline::RunResults results{run.arguments.output_folder, run.tasks, outcomes};
  const auto summary = pipeline::write_run_summary(results);
  const auto index = pipeline::write_run_index(results);
  if (summary.ok() && index.ok()) {
    run.teller.tell_of_run(*summary, *index);
    return exit_code;
  }
  run.teller.tell(summary.ok() ? index.error() : summary.error());
  return some_inputs_failed;
}

ExitCode run_measure(const MeasureArguments& arguments) {
  const StopSignal stop;
  const ClipTeller teller(arguments.json);
  if (const auto status = check(arguments.engine); !status.ok()) {
    teller.tell(arguments.inputs, status.error());
    return exit_code_of(status.error().code);
  }
  const auto tasks = pipeline::clip_tasks({arguments.inputs.begin(), arguments.inputs.end()}, arguments.output_folder);
  if (!tasks.ok()) {
    teller.tell(arguments.inputs, tasks.error());
    return exit_code_of(tasks.error().code);
  }
  if (tasks->empty()) {
    teller.tell(arguments.inputs, {base::ErrorCode::missing_file, "no video or image in the folders given"});
    return some_inputs_failed;
  }
  const Run run{
      arguments, *tasks,
      pipeline::share_cores(arguments.parallel.jobs, arguments.parallel.threads, tasks->size(), cores_at_hand()),
      teller};
  const auto measurer = pipeline::Measurer::create(options_of(arguments, run.parallelism), stop.token());
  if (!measurer.ok()) {
    teller.tell(arguments.inputs, measurer.error());
    const ExitCode code = exit_code_of(measurer.error().code);
    // No input was tried: it is an option that names a file which is not there or not what it must be.
    return code == some_inputs_failed ? wrong_usage : code;
  }
  return measure_all(run, *measurer, stop.token());
}

void add_picture_options(CLI::App& command, MeasureArguments& arguments) {
  command.add_flag("--overlay", arguments.overlay, "A video beside the tables that shows what was measured");
  command.add_flag("--overlay-blur", arguments.overlay_blur,
                   "The same to show to others: the face is replaced by its mesh, all else is blurred beyond detail");
  command
      .add_option("--overlay-units", arguments.overlay_units,
                  "Action units that an overlay shows, such as AU01,AU12 (default: all)")
      ->delimiter(',')
      ->type_name("AU,...");
  command.add_flag("--report", arguments.report, "A page beside the tables that shows the clip's results");
}

}  // namespace

void add_measure_command(CLI::App& app, Action& action) {
  const auto arguments = std::make_shared<MeasureArguments>();
  CLI::App* command =
      app.add_subcommand("measure", "Measure faces in videos, images or folders of them: three tables a clip");
  command->add_option("INPUT", arguments->inputs, "Videos, images, or folders of them")->required()->type_name("");
  command->add_option("--out", arguments->output_folder, "Folder for the tables; made if need be")->required();
  add_engine_options(*command, arguments->engine);
  command
      ->add_option_function<std::string>(
          "--faces",
          [arguments](const std::string& word) {
            arguments->faces = word == "all" ? face::FacesWanted::all : face::FacesWanted::largest;
          },
          "one: the largest face, followed through the clip; all: everybody, each with an id of their own")
      ->check(CLI::IsMember({"one", "all"}).description(""))
      ->type_name("one|all")
      ->default_str("one");
  command
      ->add_option("--baseline", arguments->baseline,
                   "What intensities count from: none (what most faces show), clip (the resting part of the clip), "
                   "running (of the clip so far), or a recording of the same person at rest (video, picture or "
                   "measures.csv)")
      ->check([](const std::string& text) {
        return names_a_baseline(text) ? "" : "give none, clip, running or neutral:FILE, and not " + text;
      })
      ->type_name("none|clip|running|neutral:FILE")
      ->default_str("clip");
  command
      ->add_option("--au-map", arguments->action_unit_map,
                   "From evidence to action units: default; openface-fitted (fitted to OpenFace 2.2, for research "
                   "only); or a file")
      ->type_name("default|openface-fitted|FILE")
      ->default_str("default");
  command
      ->add_option("--focal-px", arguments->focal_length_px,
                   "Focal length of the camera in pixels (default: 500 (width/640 + height/480)/2, as in OpenFace)")
      ->type_name("F");
  add_picture_options(*command, *arguments);
  add_parallel_options(*command, arguments->parallel);
  command->add_flag("--resume", arguments->resume,
                    "Leave clips alone whose results are there, made from the same input, options and models");
  command->add_flag("--json", arguments->json, "One JSON object per input on standard output");
  command->callback([arguments, &action] { action = [arguments] { return run_measure(*arguments); }; });
}

}  // namespace kizashi::cli
