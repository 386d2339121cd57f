// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/study_command.h"

#include <CLI/CLI.hpp>

#include "kizashi/cli/study_exclude_command.h"
#include "kizashi/cli/study_export_command.h"
#include "kizashi/cli/study_import_command.h"
#include "kizashi/cli/study_init_command.h"
#include "kizashi/cli/study_lock_command.h"
#include "kizashi/cli/study_measure_command.h"
#include "kizashi/cli/study_show_command.h"
#include "kizashi/cli/study_verify_command.h"

namespace kizashi::cli {

void add_study_command(CLI::App& app, Action& action) {
  CLI::App* study = app.add_subcommand("study", "A study on disk: people, clips, ratings, plan and log");
  study->require_subcommand(1);
  // In the order in which a study goes.
  add_study_init_command(*study, action);
  add_study_import_command(*study, action);
  add_study_measure_command(*study, action);
  add_study_show_command(*study, action);
  add_study_lock_command(*study, action);
  add_study_exclude_command(*study, action);
  add_study_verify_command(*study, action);
  add_study_export_command(*study, action);
}

}  // namespace kizashi::cli
