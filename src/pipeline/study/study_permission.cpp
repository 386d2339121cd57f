// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/study_permission.h"

#include <fmt/format.h>

namespace kizashi::pipeline {

namespace {

using study::Permission;

/// Days in this form sort as texts.
bool has_run_out(const study::StudyFacts& facts, std::string_view today) {
  return facts.setting == study::Setting::research && facts.until_date && std::string_view(*facts.until_date) < today;
}

}  // namespace

base::Result<std::optional<std::string>> study_permission(const study::StudyFacts& facts, study::Action action,
                                                          std::string_view today) {
  const Permission permission = study::permission(facts.setting, facts.place, action);
  if (permission.kind == Permission::Kind::refused) {
    return base::Error{base::ErrorCode::not_permitted, permission.reason};
  }
  if (has_run_out(facts, today)) {
    return base::Error{base::ErrorCode::not_permitted,
                       fmt::format("the study's ethics approval ended on {}; nothing more is measured or taken in",
                                   *facts.until_date)};
  }
  if (permission.kind == Permission::Kind::conditional) return std::optional(permission.condition);
  return std::optional<std::string>();
}

}  // namespace kizashi::pipeline
