// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/study_lock_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "kizashi/cli/study_words.h"
#include "kizashi/pipeline/study/lock_study.h"

namespace kizashi::cli {

namespace {

ExitCode run_lock(const std::string& folder) {
  const auto plan = pipeline::lock_study(folder);
  if (!plan.ok()) return tell_study_error(plan.error(), {folder, false});
  fmt::print("{}: the plan {} {}\nsha256 {}\n", folder,
             plan->was_locked ? "has been locked already, since" : "is locked since", plan->locked_utc, plan->sha256);
  if (plan->is_another && !plan->was_locked) fmt::print("An earlier plan of this study was locked too, and is kept.\n");
  return done;
}

}  // namespace

void add_study_lock_command(CLI::App& study, Action& action) {
  const auto folder = std::make_shared<std::string>();
  CLI::App* command = study.add_subcommand("lock", "Freeze the plan: its hash goes into every result");
  command->add_option("DIR", *folder, "The study's folder")->required();
  command->callback([folder, &action] { action = [folder] { return run_lock(*folder); }; });
}

}  // namespace kizashi::cli
