// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/clip_teller.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "kizashi/cli/error_report.h"
#include "kizashi/document/value.h"

namespace kizashi::cli {

namespace {

using document::Value;

std::vector<std::filesystem::path> files_of(const pipeline::ClipReport& report) {
  std::vector<std::filesystem::path> files{report.openface_csv, report.measures_csv, report.sidecar};
  if (report.overlay) files.push_back(*report.overlay);
  if (report.report) files.push_back(*report.report);
  return files;
}

std::string verdict_of(const pipeline::ClipTask& task, const pipeline::ClipReport& report) {
  std::string words =
      fmt::format("{} of {} frames with a face, {}", report.frames_with_face, report.frames, report.verdict);
  if (!report.reasons.empty()) words += fmt::format(" ({})", fmt::join(report.reasons, ", "));
  return fmt::format("{}: {}\n", task.input.string(), words);
}

std::string words_of_files(const pipeline::ClipReport& report) {
  std::string words;
  for (const auto& file : files_of(report)) words += fmt::format("  {}\n", file.string());
  return words;
}

Value texts(const std::vector<std::string>& items) {
  Value list = Value::array();
  for (const std::string& item : items) list.push(item);
  return list;
}

Value path_or_null(const std::optional<std::filesystem::path>& path) { return path ? Value(path->string()) : Value(); }

Value object_of(const pipeline::ClipTask& task, const pipeline::ClipReport& report, bool was_finished_before) {
  return Value::object()
      .set("input", task.input.string())
      .set("status", "done")
      .set("resumed", was_finished_before)
      .set("frames", report.frames)
      .set("frames_with_face", report.frames_with_face)
      .set("faces", report.faces)
      .set("verdict", report.verdict)
      .set("reasons", texts(report.reasons));
}

Value& add_files(Value& object, const pipeline::ClipReport& report) {
  return object.set("csv", report.openface_csv.string())
      .set("measures_csv", report.measures_csv.string())
      .set("sidecar", report.sidecar.string())
      .set("overlay", path_or_null(report.overlay))
      .set("report", path_or_null(report.report));
}

Value object_of(const std::string& input, const base::Error& error) {
  return Value::object()
      .set("input", input)
      .set("status", "failed")
      .set("error", base::error_word(error.code))
      .set("message", error.message);
}

void print_now(const std::string& text) {
  fmt::print("{}", text);
  std::fflush(stdout);
}

}  // namespace

bool is_interruption(const pipeline::ClipOutcome& outcome) {
  return !outcome.report.ok() && outcome.report.error().code == base::ErrorCode::interrupted;
}

void ClipTeller::tell(const pipeline::ClipTask& task, const pipeline::ClipOutcome& outcome) const {
  if (!outcome.report.ok()) return tell(task.input.string(), outcome.report.error());
  const pipeline::ClipReport& report = *outcome.report;
  if (json_) {
    Value object = object_of(task, report, outcome.was_finished_before);
    if (results_ == Results::in_files) add_files(object, report);
    return print_now(document::write_line(object) + "\n");
  }
  if (outcome.was_finished_before) return print_now(fmt::format("{}: measured before\n", task.input.string()));
  print_now(verdict_of(task, report) + (results_ == Results::in_files ? words_of_files(report) : ""));
}

void ClipTeller::tell_left_out(const std::filesystem::path& clip) const {
  if (!json_) return print_now(fmt::format("{}: left out, excluded\n", clip.string()));
  print_now(document::write_line(Value::object().set("input", clip.string()).set("status", "left-out")) + "\n");
}

void ClipTeller::tell_sum(const std::string& words) const {
  if (!json_) print_now(words + "\n");
}

void ClipTeller::tell_of_run(const std::filesystem::path& summary, const std::filesystem::path& index) const {
  if (!json_) print_now(fmt::format("all clips:\n  {}\n  {}\n", summary.string(), index.string()));
}

void ClipTeller::tell(const std::vector<std::string>& inputs, const base::Error& error) const {
  for (const std::string& input : inputs) {
    if (json_) print_now(document::write_line(object_of(input, error)) + "\n");
  }
  tell(error);
}

void ClipTeller::tell(const std::string& input, const base::Error& error) const {
  tell(std::vector<std::string>{input}, error);
}

void ClipTeller::tell(const base::Error& error) const { fmt::print(stderr, "{}\n", error_line(error)); }

}  // namespace kizashi::cli
