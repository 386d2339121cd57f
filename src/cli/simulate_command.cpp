// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/simulate_command.h"

#include <CLI/CLI.hpp>

#include "kizashi/cli/simulate_clip_command.h"
#include "kizashi/cli/simulate_study_command.h"

namespace kizashi::cli {

void add_simulate_command(CLI::App& app, Action& action) {
  CLI::App* simulate = app.add_subcommand("simulate", "Make clips and studies whose truth is known");
  simulate->require_subcommand(1);
  add_simulate_clip_command(*simulate, action);
  add_simulate_study_command(*simulate, action);
}

}  // namespace kizashi::cli
