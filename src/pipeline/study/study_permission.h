// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kizashi/base/result.h"
#include "kizashi/study/deployment.h"
#include "kizashi/study/study_facts.h"

namespace kizashi::pipeline {

/// Whether a study's setting, place and ethics approval allow an action in it on a day (YYYY-MM-DD). Gives the
/// condition that the people who do it must see to, or nothing. Fails with not_permitted.
base::Result<std::optional<std::string>> study_permission(const study::StudyFacts& facts, study::Action action,
                                                          std::string_view today);

}  // namespace kizashi::pipeline
