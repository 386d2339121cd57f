// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/study_export_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>

#include "kizashi/cli/progress_report.h"
#include "kizashi/cli/stop_signal.h"
#include "kizashi/cli/study_words.h"
#include "kizashi/pipeline/study/export_study.h"

namespace kizashi::cli {

namespace {

struct ExportArguments {
  std::string study_folder;
  std::string format;
  std::string output_folder;
};

ExitCode run_export(const ExportArguments& arguments) {
  const StopSignal stop;
  ProgressReport progress(true, "measurements");
  progress.begin(arguments.output_folder);
  const auto advance = [&](std::int64_t done, std::int64_t all) {
    progress.advance(done, static_cast<double>(done) / static_cast<double>(std::max<std::int64_t>(all, 1)));
  };
  const auto report = pipeline::export_study({arguments.study_folder, arguments.output_folder}, advance, stop.token());
  progress.end();
  if (!report.ok()) return tell_study_error(report.error(), {arguments.study_folder});
  fmt::print("{}: {} files; README.txt there says what they are\ncontent {}\n", arguments.output_folder, report->files,
             report->content_sha256);
  return done;
}

}  // namespace

void add_study_export_command(CLI::App& study, Action& action) {
  const auto arguments = std::make_shared<ExportArguments>();
  CLI::App* command = study.add_subcommand("export", "Write everything that a study holds as plain tables");
  command->add_option("DIR", arguments->study_folder, "The study's folder")->required()->type_name("");
  command->add_option("--format", arguments->format, "csv: tables that `study import --from` takes in again")
      ->required()
      ->check(CLI::IsMember({"csv"}).description(""))
      ->type_name("csv");
  command
      ->add_option("--out", arguments->output_folder,
                   "A new or empty folder, or that of an earlier export, which is replaced")
      ->required()
      ->type_name("DIR");
  command->callback([arguments, &action] { action = [arguments] { return run_export(*arguments); }; });
}

}  // namespace kizashi::cli
