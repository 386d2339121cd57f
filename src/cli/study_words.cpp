// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/study_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "kizashi/base/clock.h"
#include "kizashi/cli/error_report.h"
#include "kizashi/document/value.h"

namespace kizashi::cli {

namespace {

constexpr std::size_t date_length = 10;
constexpr std::size_t page_columns = 100;
constexpr std::size_t action_width = 12;  // of `staff-result` and `organisation`

}  // namespace

std::string setting_line(const pipeline::SettingRules& rules) {
  if (!rules.setting) return "none yet";
  if (!rules.place) return fmt::format("{}, no place given: the strictest rules hold", *rules.setting);
  return fmt::format("{}, {}", *rules.setting, *rules.place);
}

std::vector<std::string> wrapped(std::string_view text, std::size_t first_column, std::size_t hang) {
  std::vector<std::string> lines;
  std::string line;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    const bool is_full = !line.empty() && first_column + line.size() + 1 + word.size() > page_columns;
    if (is_full) lines.push_back(std::exchange(line, std::string(hang, ' ')));
    if (at > 0 && !is_full) line += ' ';
    line += word;
    at = end + 1;
  }
  lines.push_back(std::move(line));
  return lines;
}

std::vector<std::string> rule_lines(const pipeline::SettingRules& rules, std::size_t first_column) {
  std::vector<std::string> lines;
  for (const pipeline::ActionRule& rule : rules.actions) {
    const std::string words = rule.words.empty() ? "" : ": " + rule.words;
    const auto rows = wrapped(fmt::format("{:<{}}  {}{}", rule.action, action_width, rule.verdict, words), first_column,
                              action_width + 2);
    lines.insert(lines.end(), rows.begin(), rows.end());
  }
  return lines;
}

std::string today_utc() { return base::utc_now().substr(0, date_length); }

ExitCode tell_study_error(const base::Error& error, const StudyTelling& telling) {
  if (telling.json) {
    const auto object = document::Value::object(
        {{"study", telling.folder}, {"error", base::error_word(error.code)}, {"message", error.message}});
    fmt::print("{}\n", document::write_line(object));
  }
  fmt::print(stderr, "{}\n", error_line(error));
  return exit_code_of(error.code);
}

}  // namespace kizashi::cli
