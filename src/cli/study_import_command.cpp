// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/study_import_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "kizashi/cli/progress_report.h"
#include "kizashi/cli/stop_signal.h"
#include "kizashi/cli/study_words.h"
#include "kizashi/document/value.h"
#include "kizashi/pipeline/study/import_study.h"

namespace kizashi::cli {

namespace {

using document::Value;

struct ImportArguments {
  std::string study_folder;
  std::optional<std::string> participants;
  std::optional<std::string> ratings;
  std::optional<std::string> clips;
  std::optional<std::string> action_units;
  std::optional<std::string> columns;
  std::optional<std::string> measurements;
  std::optional<std::string> exclusions;
  std::optional<std::string> protocol;
  std::optional<std::string> from;
  bool json = false;
};

std::string place_of(const table::Rejection& rejection) {
  std::string place = rejection.file;
  if (rejection.line) place += fmt::format(":{}", *rejection.line);
  if (rejection.column) place += fmt::format(": {}", *rejection.column);
  return place;
}

Value object_of(const table::Rejection& rejection) {
  return Value::object()
      .set("error", "rejected-row")
      .set("file", rejection.file)
      .set("line", rejection.line ? Value(*rejection.line) : Value())
      .set("column", rejection.column ? Value(*rejection.column) : Value())
      .set("reason", rejection.reason);
}

void print_line(const Value& object) { fmt::print("{}\n", document::write_line(object)); }

/// Tells of rejections as they come, and in between how far the import is.
class ImportTeller final : public pipeline::ImportListener {
 public:
  explicit ImportTeller(bool json) : json_(json) { progress_.begin("reading"); }

  void rejected(const table::Rejection& rejection) override {
    progress_.end();
    if (json_) print_line(object_of(rejection));
    fmt::print(stderr, "{}: {}\n", place_of(rejection), rejection.reason);
  }

  void advanced(std::string_view what, std::int64_t rows) override {
    progress_.call_it(std::string(what));
    progress_.advance(rows, std::nullopt);
  }

  void end() { progress_.end(); }

 private:
  bool json_;
  ProgressReport progress_{true, "rows"};
};

Value object_of(const std::string& study, const pipeline::ImportReport& report) {
  Value imported = Value::object();
  for (const auto& [what, count] : report.counts) {
    imported.set(what, Value::object()
                           .set("added", count.added)
                           .set("completed", count.completed)
                           .set("already_there", count.already_there));
  }
  Value notes = Value::array();
  for (const std::string& note : report.notes) notes.push(note);
  return Value::object()
      .set("study", study)
      .set("status", "done")
      .set("imported", std::move(imported))
      .set("new_protocol_sha256", report.new_protocol_sha256 ? Value(*report.new_protocol_sha256) : Value())
      .set("changed_locked_protocol", report.changed_locked_protocol)
      .set("notes", std::move(notes));
}

std::string words_of(const pipeline::ImportCount& count) {
  std::string words = fmt::format("{:>9} added", count.added);
  if (count.completed > 0) words += fmt::format(", {} completed", count.completed);
  if (count.already_there > 0) words += fmt::format(", {} there before", count.already_there);
  return words;
}

void print_words(const pipeline::ImportReport& report) {
  for (const auto& [what, count] : report.counts) fmt::print("{:<13} {}\n", what, words_of(count));
  if (report.new_protocol_sha256) fmt::print("{:<13} {}\n", "protocol", *report.new_protocol_sha256);
  if (report.changed_locked_protocol) {
    fmt::print("The plan was locked before: the study shows this as a change after the lock.\n");
  }
  for (const std::string& note : report.notes) fmt::print("{}\n", note);
}

ExitCode run_import(const ImportArguments& arguments) {
  const StopSignal stop;
  ImportTeller teller(arguments.json);
  pipeline::ImportRequest request;
  request.study_folder = arguments.study_folder;
  request.participants = arguments.participants;
  request.ratings = arguments.ratings;
  request.clips = arguments.clips;
  if (arguments.action_units) request.action_units.push_back({*arguments.action_units, arguments.columns});
  request.measurements = arguments.measurements;
  request.exclusions = arguments.exclusions;
  request.protocol = arguments.protocol;
  request.from = arguments.from;
  request.today = today_utc();
  const auto report = pipeline::import_study(request, teller, stop.token());
  teller.end();
  if (!report.ok()) return tell_study_error(report.error(), {arguments.study_folder, arguments.json});
  if (arguments.json) {
    print_line(object_of(arguments.study_folder, *report));
  } else {
    print_words(*report);
  }
  return done;
}

void add_table_options(CLI::App& command, ImportArguments& arguments) {
  command.add_option("--participants", arguments.participants, "Who is in the study, and their scores")
      ->type_name("FILE");
  command.add_option("--ratings", arguments.ratings, "One row for each rating")->type_name("FILE");
  command
      .add_option("--clips", arguments.clips,
                  "A folder of clips named PARTICIPANT[_ses-N][_take-N][_neutral], or a table of clips")
      ->type_name("DIR|FILE");
  auto* action_units =
      command
          .add_option("--action-units", arguments.action_units,
                      "What another tool measured: a tidy table, or a folder of OpenFace's tables named like the clips")
          ->type_name("DIR|FILE");
  command
      .add_option("--columns", arguments.columns,
                  "How to read --action-units: openface, py-feat, libreface, or a file with a column map")
      ->type_name("NAME|FILE")
      ->needs(action_units);
  command
      .add_option("--measurements", arguments.measurements,
                  "A folder that `kizashi measure` wrote for clips of this study")
      ->type_name("DIR");
  command.add_option("--exclusions", arguments.exclusions, "Who or which clips are left out, and why")
      ->type_name("FILE");
  command
      .add_option("--protocol", arguments.protocol,
                  "Another protocol: a name that the program carries, or a file; after `study lock` it is shown as a "
                  "change")
      ->type_name("NAME|FILE");
  command
      .add_option(
          "--from", arguments.from,
          "Everything in a folder that `study export` or `simulate study` wrote; of an export the study is made "
          "where there is none")
      ->type_name("DIR");
}

}  // namespace

void add_study_import_command(CLI::App& study, Action& action) {
  const auto arguments = std::make_shared<ImportArguments>();
  CLI::App* command = study.add_subcommand("import", "Take tables and clips into a study: all of them or nothing");
  command->add_option("DIR", arguments->study_folder, "The study's folder")->required()->type_name("");
  add_table_options(*command, *arguments);
  command->add_flag("--json", arguments->json,
                    "JSON on standard output: one object for each rejected row, and one for the import");
  command->callback([arguments, &action] { action = [arguments] { return run_import(*arguments); }; });
}

}  // namespace kizashi::cli
