// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/error.h"
#include "kizashi/cli/exit_code.h"
#include "kizashi/pipeline/study/setting_rules.h"

namespace kizashi::cli {

/// What a study without a setting does not do.
inline constexpr const char* no_setting_advice =
    "Without a setting the study takes in no scores beside faces. Give it one when you know it:";

/// `research, jp`, or what it means that there is none.
std::string setting_line(const pipeline::SettingRules& rules);

/// A text cut into lines at its blanks, for a page of 100 columns on which it begins at `first_column`; lines after the
/// first begin with `hang` blanks.
std::vector<std::string> wrapped(std::string_view text, std::size_t first_column, std::size_t hang);

/// The six actions as a table without a frame, for a page on which it begins at `first_column`.
std::vector<std::string> rule_lines(const pipeline::SettingRules& rules, std::size_t first_column);

/// YYYY-MM-DD, in UTC.
std::string today_utc();

/// Which study an error is about, and whether to say it as JSON too.
struct StudyTelling {
  std::string folder;
  bool json = false;
};

/// Prints the error, as JSON `{"study", "error", "message"}` too where asked, and says how the program ends.
ExitCode tell_study_error(const base::Error& error, const StudyTelling& telling);

}  // namespace kizashi::cli
