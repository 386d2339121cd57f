// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "kizashi/base/result.h"
#include "kizashi/pipeline/study/init_study.h"
#include "kizashi/study/study_facts.h"

namespace kizashi::pipeline {

/// Whether the text is a day of the calendar, written YYYY-MM-DD.
bool is_calendar_day(std::string_view text);

/// The facts that the options state. Fails with invalid_option where a word is unknown or the setting asks for more.
base::Result<study::StudyFacts> study_facts_of(const InitStudyOptions& options, const std::string& today);

}  // namespace kizashi::pipeline
