// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/measure_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "kizashi/cli/error_report.h"
#include "kizashi/cli/progress_report.h"
#include "kizashi/cli/stop_signal.h"
#include "kizashi/document/value.h"
#include "kizashi/pipeline/inputs.h"
#include "kizashi/pipeline/measurer.h"

namespace kizashi::cli {

namespace {

struct MeasureArguments {
  std::vector<std::string> inputs;
  std::string output_folder;
  face::FacesWanted faces = face::FacesWanted::largest;
  std::optional<double> focal_length_px;
  std::string baseline = "clip";
  std::string action_unit_map = "default";
  int threads = 0;  ///< 0: one for each core
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

pipeline::MeasureOptions options_of(const MeasureArguments& arguments) {
  pipeline::MeasureOptions options;
  options.engine.faces = arguments.faces;
  options.engine.focal_length_px = arguments.focal_length_px;
  choose_baseline(arguments.baseline, options);
  options.action_unit_map = arguments.action_unit_map;
  options.threads = arguments.threads;
  if (options.threads == 0) options.threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  options.model_cache_folder = pipeline::default_model_cache_folder();
  return options;
}

document::Value texts(const std::vector<std::string>& items) {
  document::Value list = document::Value::array();
  for (const std::string& item : items) list.push(item);
  return list;
}

/// Tells of each input, in words or as one JSON object a line.
class Teller {
 public:
  explicit Teller(bool json) : json_(json) {}

  void tell(const pipeline::ClipTask& task, const pipeline::ClipReport& report) const {
    if (json_) {
      fmt::print("{}\n", document::write_line(object_of(task, report)));
    } else {
      fmt::print("{}: {} of {} frames with a face, {}{}\n  {}\n  {}\n  {}\n", task.input.string(),
                 report.frames_with_face, report.frames, report.verdict, reasons(report), report.openface_csv.string(),
                 report.measures_csv.string(), report.sidecar.string());
    }
    std::fflush(stdout);
  }

  /// An error of one input, or of everything when nothing could begin.
  void tell(const std::vector<std::string>& inputs, const base::Error& error) const {
    for (const std::string& input : inputs) {
      if (json_) fmt::print("{}\n", document::write_line(object_of(input, error)));
    }
    std::fflush(stdout);
    fmt::print(stderr, "{}\n", error_line(error));
  }

 private:
  static std::string reasons(const pipeline::ClipReport& report) {
    return report.reasons.empty() ? "" : fmt::format(" ({})", fmt::join(report.reasons, ", "));
  }

  static document::Value object_of(const std::string& input, const base::Error& error) {
    return document::Value::object()
        .set("input", input)
        .set("status", "failed")
        .set("error", base::error_word(error.code))
        .set("message", error.message);
  }

  static document::Value object_of(const pipeline::ClipTask& task, const pipeline::ClipReport& report) {
    return document::Value::object()
        .set("input", task.input.string())
        .set("status", "done")
        .set("frames", report.frames)
        .set("frames_with_face", report.frames_with_face)
        .set("faces", report.faces)
        .set("verdict", report.verdict)
        .set("reasons", texts(report.reasons))
        .set("csv", report.openface_csv.string())
        .set("measures_csv", report.measures_csv.string())
        .set("sidecar", report.sidecar.string());
  }

  bool json_;
};

struct Batch {
  const pipeline::Measurer& measurer;
  const std::vector<pipeline::ClipTask>& tasks;
  const Teller& teller;
  std::stop_token stopping;
};

ExitCode measure_all(const Batch& batch) {
  ProgressReport progress(true);
  ExitCode exit_code = done;
  std::size_t number = 0;
  for (const pipeline::ClipTask& task : batch.tasks) {
    progress.begin(fmt::format("{}/{} {}", ++number, batch.tasks.size(), task.input.filename().string()));
    const pipeline::ClipHooks hooks{
        [&](const pipeline::ClipProgress& at) { progress.advance(at.frames_done, at.frames_stated); }, batch.stopping};
    const auto report = batch.measurer.measure(task, hooks);
    progress.end();
    if (report.ok()) {
      batch.teller.tell(task, *report);
      continue;
    }
    batch.teller.tell({task.input.string()}, report.error());
    if (report.error().code == base::ErrorCode::interrupted) return interrupted;
    exit_code = some_inputs_failed;
  }
  return exit_code;
}

ExitCode run_measure(const MeasureArguments& arguments) {
  const StopSignal stop;
  const Teller teller(arguments.json);
  const auto tasks = pipeline::clip_tasks({arguments.inputs.begin(), arguments.inputs.end()}, arguments.output_folder);
  if (!tasks.ok()) {
    teller.tell(arguments.inputs, tasks.error());
    return exit_code_of(tasks.error().code);
  }
  if (tasks->empty()) {
    teller.tell(arguments.inputs, {base::ErrorCode::missing_file, "no video or image in the folders given"});
    return some_inputs_failed;
  }
  const auto measurer = pipeline::Measurer::create(options_of(arguments), stop.token());
  if (!measurer.ok()) {
    teller.tell(arguments.inputs, measurer.error());
    const ExitCode code = exit_code_of(measurer.error().code);
    // No input was tried: it is an option that names a file which is not there or not what it must be.
    return code == some_inputs_failed ? wrong_usage : code;
  }
  return measure_all({*measurer, *tasks, teller, stop.token()});
}

}  // namespace

void add_measure_command(CLI::App& app, Action& action) {
  const auto arguments = std::make_shared<MeasureArguments>();
  CLI::App* command =
      app.add_subcommand("measure", "Measure faces in videos, images or folders of them: three tables a clip");
  command->add_option("INPUT", arguments->inputs, "Videos, images, or folders of them")->required()->type_name("");
  command->add_option("--out", arguments->output_folder, "Folder for the tables; made if need be")->required();
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
  command
      ->add_option("--threads", arguments->threads,
                   "Threads within a clip; never changes a result (default: all cores)")
      ->check(CLI::Range(1, 256));
  command->add_flag("--json", arguments->json, "One JSON object per input on standard output");
  command->callback([arguments, &action] { action = [arguments] { return run_measure(*arguments); }; });
}

}  // namespace kizashi::cli
