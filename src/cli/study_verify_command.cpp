// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/study_verify_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "kizashi/cli/error_report.h"
#include "kizashi/cli/study_words.h"
#include "kizashi/document/value.h"
#include "kizashi/pipeline/study/verify_study.h"

namespace kizashi::cli {

namespace {

struct VerifyArguments {
  std::string folder;
  std::optional<std::string> head;
  bool json = false;
};

void print_verdict(const VerifyArguments& arguments, const pipeline::StudyVerdict& verdict) {
  if (arguments.json) {
    fmt::print("{}\n", document::write_line(pipeline::to_document(verdict, arguments.folder)));
    return;
  }
  fmt::print("{}: {}\n", arguments.folder, verdict.faults.empty() ? "all is as it was stored" : "not all is as it was");
  fmt::print("clips        {} looked at\nlog entries  {}\nhead         {}\n", verdict.clips, verdict.log_entries,
             verdict.head_sha256);
}

ExitCode run_verify(const VerifyArguments& arguments) {
  const auto verdict = pipeline::verify_study(arguments.folder, arguments.head);
  if (!verdict.ok()) return tell_study_error(verdict.error(), {arguments.folder, arguments.json});
  print_verdict(arguments, *verdict);
  for (const pipeline::StudyFault& fault : verdict->faults) {
    fmt::print(stderr, "{}\n",
               error_line({fault.code, fmt::format("{}: {}: {}", arguments.folder, fault.part, fault.description)}));
  }
  return verdict->faults.empty() ? done : some_inputs_failed;
}

}  // namespace

void add_study_verify_command(CLI::App& study, Action& action) {
  const auto arguments = std::make_shared<VerifyArguments>();
  CLI::App* command = study.add_subcommand("verify", "Whether all is as it was stored: database, log, tables, clips");
  command->add_option("DIR", arguments->folder, "The study's folder")->required();
  command->add_option("--head", arguments->head, "A hash written down earlier, which the log must have")
      ->type_name("HASH");
  command->add_flag("--json", arguments->json, "One JSON object on standard output");
  command->callback([arguments, &action] { action = [arguments] { return run_verify(*arguments); }; });
}

}  // namespace kizashi::cli
