// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>

#include "kizashi/base/version.h"
#include "kizashi/cli/doctor_command.h"
#include "kizashi/cli/measure_command.h"
#include "kizashi/cli/simulate_command.h"
#include "kizashi/cli/study_command.h"

namespace {

using kizashi::cli::Action;
using kizashi::cli::ExitCode;

/// Where the caller closed standard input, output or error, the next file opened would take its place and receive what
/// is meant for a reader.
void fill_standard_streams() {
  int opened = 0;
  while (opened >= 0 && opened <= STDERR_FILENO) opened = open("/dev/null", O_RDWR);
  if (opened > STDERR_FILENO) close(opened);
}

/// What was printed has arrived, or nobody would know that it has not.
int with_output_checked(int exit_code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return exit_code;
  fmt::print(stderr, "kizashi: standard output cannot be written: {}\n", std::strerror(errno));
  return exit_code == kizashi::cli::done ? kizashi::cli::some_inputs_failed : exit_code;
}

ExitCode run(int argument_count, char** arguments) {
  CLI::App app("kizashi measures facial action units in short videos.");
  app.set_version_flag("--version", std::string("kizashi ") + std::string(kizashi::base::program_version));
  app.require_subcommand(1);
  app.get_formatter()->column_width(28);
  Action action;
  kizashi::cli::add_measure_command(app, action);
  kizashi::cli::add_simulate_command(app, action);
  kizashi::cli::add_study_command(app, action);
  kizashi::cli::add_doctor_command(app, action);
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
  fill_standard_streams();
  try {
    return with_output_checked(run(argument_count, arguments));
  } catch (const std::exception& defect) {
    fmt::print(stderr, "kizashi: this is a defect of the program, please report it: {}\n", defect.what());
    return 70;
  }
}
