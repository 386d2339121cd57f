// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/study_words.h"

#include <fmt/format.h>

#include <cstdio>

#include "kizashi/base/clock.h"
#include "kizashi/cli/error_report.h"
#include "kizashi/document/value.h"

namespace kizashi::cli {

namespace {

constexpr std::size_t date_length = 10;
constexpr int action_width = 12;  // of `staff-result` and `organisation`

}  // namespace

std::string setting_line(const pipeline::SettingRules& rules) {
  if (!rules.setting) return "none yet";
  if (!rules.place) return fmt::format("{}, no place given: the strictest rules hold", *rules.setting);
  return fmt::format("{}, {}", *rules.setting, *rules.place);
}

std::vector<std::string> rule_lines(const pipeline::SettingRules& rules) {
  std::vector<std::string> lines;
  for (const pipeline::ActionRule& rule : rules.actions) {
    lines.push_back(fmt::format("{:<{}}  {}{}{}", rule.action, action_width, rule.verdict,
                                rule.words.empty() ? "" : ": ", rule.words));
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
