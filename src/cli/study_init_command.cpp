// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/study_init_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "kizashi/cli/study_words.h"
#include "kizashi/pipeline/study/init_study.h"

namespace kizashi::cli {

namespace {

void print_made(const pipeline::InitializedStudy& made) {
  const std::string folder = made.folder.string();
  fmt::print("{}: {}\n", folder, made.was_there ? "the study has its setting now" : "an empty study");
  fmt::print("title     {}\n", made.title);
  fmt::print("protocol  {}, sha256 {}\n", made.protocol_id, made.protocol_sha256);
  fmt::print("setting   {}\n", setting_line(made.rules));
  constexpr std::size_t indent = 10;
  for (const std::string& line : rule_lines(made.rules, indent)) fmt::print("{:{}}{}\n", "", indent, line);
  if (!made.rules.setting) {
    fmt::print("\n{}\n    kizashi study init {} --setting S --place P\n", no_setting_advice, folder);
  }
}

ExitCode run_init(const pipeline::InitStudyOptions& options) {
  const auto made = pipeline::init_study(options, today_utc());
  if (!made.ok()) return tell_study_error(made.error(), {options.folder.string(), false});
  print_made(*made);
  return done;
}

}  // namespace

void add_study_init_command(CLI::App& study, Action& action) {
  const auto options = std::make_shared<pipeline::InitStudyOptions>();
  CLI::App* command = study.add_subcommand("init", "Make an empty study, or give one its setting");
  command->add_option("DIR", options->folder, "The study's folder")->required();
  command->add_option("--setting", options->setting, "Who uses the program on whom, such as research")
      ->type_name("WORD");
  command->add_option("--place", options->place, "Where: eu, jp, us-il, us or other")->type_name("WORD");
  command->add_option("--ethics-id", options->ethics_id, "Number of the ethics approval (research)")->type_name("ID");
  command->add_option("--until", options->until_date, "Last day of the approval or the study")->type_name("DATE");
  command->add_option("--responsible", options->responsible, "The health professional in charge (clinic)")
      ->type_name("NAME");
  command->add_option("--title", options->title, "What the study is called; the folder's name unless given")
      ->type_name("TEXT");
  command->add_option("--protocol", options->protocol, "What is asked and analysed: a name or a JSON file")
      ->type_name("NAME|FILE")
      ->default_str("sugimori2025");
  command->callback([options, &action] { action = [options] { return run_init(*options); }; });
}

}  // namespace kizashi::cli
