// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/study_exclude_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "kizashi/cli/study_words.h"
#include "kizashi/pipeline/study/exclude_from_study.h"

namespace kizashi::cli {

namespace {

constexpr int highest_number = 9999;

std::string_view sentence_of(pipeline::ExcludeOutcome::Kind kind) {
  switch (kind) {
    case pipeline::ExcludeOutcome::Kind::already_left_out:
      return "was left out already, for this reason";
    case pipeline::ExcludeOutcome::Kind::taken_back:
      return "is taken in again";
    case pipeline::ExcludeOutcome::Kind::was_not_left_out:
      return "was not left out, so nothing is taken back";
    default:
      return "is left out of every analysis; nothing was deleted";
  }
}

ExitCode run_exclude(const pipeline::ExcludeOptions& options) {
  const auto outcome = pipeline::exclude_from_study(options);
  if (!outcome.ok()) return tell_study_error(outcome.error(), {options.folder.string(), false});
  fmt::print("{} {}\n", outcome->clip ? "the recording " + *outcome->clip : options.participant,
             sentence_of(outcome->kind));
  return done;
}

}  // namespace

void add_study_exclude_command(CLI::App& study, Action& action) {
  const auto options = std::make_shared<pipeline::ExcludeOptions>();
  CLI::App* command = study.add_subcommand("exclude", "Leave somebody, or one recording, out of every analysis");
  command->add_option("DIR", options->folder, "The study's folder")->required();
  command->add_option("PARTICIPANT", options->participant, "A participant_id of the study")->required();
  CLI::Option* reason =
      command->add_option("--reason", options->reason, "Why, for whoever reads the study later")->type_name("TEXT");
  command->add_option("--session", options->session, "Only the recording of this session")
      ->type_name("N")
      ->check(CLI::Range(1, highest_number));
  command->add_option("--take", options->take, "Only this take")->type_name("N")->check(CLI::Range(1, highest_number));
  command->add_flag("--neutral", options->neutral, "Only the neutral recording");
  command->add_flag("--undo", options->undo, "Take it in again")->excludes(reason);
  command->callback([options, &action] { action = [options] { return run_exclude(*options); }; });
}

}  // namespace kizashi::cli
