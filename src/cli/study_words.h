// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
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

/// The six actions as a table without a frame.
std::vector<std::string> rule_lines(const pipeline::SettingRules& rules);

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
