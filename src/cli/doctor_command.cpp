// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/doctor_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "kizashi/base/version.h"
#include "kizashi/cli/error_report.h"
#include "kizashi/cli/stop_signal.h"
#include "kizashi/document/value.h"
#include "kizashi/pipeline/doctor.h"

namespace kizashi::cli {

namespace {

struct DoctorArguments {
  std::string model_folder;
  bool json = false;
};

std::string_view closing_line(pipeline::Health health) {
  switch (health) {
    case pipeline::Health::part_missing:
      return "Something needed is missing: see the lines marked problem.";
    case pipeline::Health::self_test_failed:
      return "Everything is there, but the self-test failed.";
    default:
      return "All is well.";
  }
}

/// One line for what was found, and one for what to do about it.
void print_check(const pipeline::Check& check) {
  constexpr int name_width = 22;  // of the longest, `model face_blendshapes`
  fmt::print("{:<7}  {:<{}}  {}\n", pipeline::word_of(check.finding), check.name, name_width, check.sentence);
  if (!check.advice.empty()) fmt::print("{:<7}  {:<{}}  -> {}\n", "", "", name_width, check.advice);
  std::fflush(stdout);
}

ExitCode exit_code_for(pipeline::Health health) {
  switch (health) {
    case pipeline::Health::part_missing:
      return missing_part;
    case pipeline::Health::self_test_failed:
      return some_inputs_failed;
    default:
      return done;
  }
}

ExitCode run_doctor(const DoctorArguments& arguments) {
  const StopSignal stop;
  pipeline::DoctorOptions options;
  if (!arguments.model_folder.empty()) options = pipeline::doctor_options_for(arguments.model_folder);
  pipeline::DoctorHooks hooks{{}, stop.token()};
  if (!arguments.json) {
    fmt::print("kizashi {}, built for {}\n\n", base::program_version, base::instruction_set);
    hooks.found = print_check;
  }
  const auto diagnosis = pipeline::diagnose(options, hooks);
  if (!diagnosis.ok()) {
    fmt::print(stderr, "{}\n", error_line(diagnosis.error()));
    return exit_code_of(diagnosis.error().code);
  }
  fmt::print("{}\n", arguments.json ? document::write_line(pipeline::to_document(*diagnosis))
                                    : fmt::format("\n{}", closing_line(diagnosis->health)));
  return exit_code_for(diagnosis->health);
}

}  // namespace

void add_doctor_command(CLI::App& app, Action& action) {
  const auto arguments = std::make_shared<DoctorArguments>();
  CLI::App* command = app.add_subcommand("doctor", "Look at what is installed, and measure a known movement");
  command
      ->add_option("--models", arguments->model_folder, "Look at this folder: the program's own models, or OpenFace's")
      ->type_name("DIR");
  command->add_flag("--json", arguments->json, "One JSON object on standard output");
  command->callback([arguments, &action] { action = [arguments] { return run_doctor(*arguments); }; });
}

}  // namespace kizashi::cli
