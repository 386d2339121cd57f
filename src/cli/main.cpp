// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <string>

#include "kizashi/base/version.h"
#include "kizashi/cli/measure_command.h"
#include "kizashi/cli/simulate_command.h"

namespace {

using kizashi::cli::Action;
using kizashi::cli::ExitCode;

ExitCode run(int argument_count, char** arguments) {
  CLI::App app("kizashi measures facial action units in short videos.");
  app.set_version_flag("--version", std::string("kizashi ") + std::string(kizashi::base::program_version));
  app.require_subcommand(1);
  app.get_formatter()->column_width(28);
  Action action;
  kizashi::cli::add_measure_command(app, action);
  kizashi::cli::add_simulate_command(app, action);
  try {
    app.parse(argument_count, arguments);
  } catch (const CLI::ParseError& problem) {
    if (problem.get_exit_code() == 0) return app.exit(problem) == 0 ? kizashi::cli::done : kizashi::cli::wrong_usage;
    fmt::print(stderr, "kizashi: {}; see kizashi --help\n", problem.what());
    return kizashi::cli::wrong_usage;
  }
  return action();
}

}  // namespace

int main(int argument_count, char** arguments) {
  try {
    return run(argument_count, arguments);
  } catch (const std::exception& defect) {
    fmt::print(stderr, "kizashi: this is a defect of the program, please report it: {}\n", defect.what());
    return 70;
  }
}
