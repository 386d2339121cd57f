// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/study_show_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "kizashi/cli/study_overview_page.h"
#include "kizashi/cli/study_words.h"
#include "kizashi/document/value.h"
#include "kizashi/pipeline/study/study_overview.h"

namespace kizashi::cli {

namespace {

struct ShowArguments {
  std::string folder;
  bool json = false;
};

ExitCode run_show(const ShowArguments& arguments) {
  const auto overview = pipeline::study_overview(arguments.folder, today_utc());
  if (!overview.ok()) return tell_study_error(overview.error(), {arguments.folder, arguments.json});
  fmt::print("{}",
             arguments.json ? document::write_line(pipeline::to_document(*overview)) + "\n" : overview_page(*overview));
  return done;
}

}  // namespace

void add_study_show_command(CLI::App& study, Action& action) {
  const auto arguments = std::make_shared<ShowArguments>();
  CLI::App* command = study.add_subcommand("show", "Who and what is in a study, what is missing, what was left out");
  command->add_option("DIR", arguments->folder, "The study's folder")->required();
  command->add_flag("--json", arguments->json, "One JSON object on standard output");
  command->callback([arguments, &action] { action = [arguments] { return run_show(*arguments); }; });
}

}  // namespace kizashi::cli
