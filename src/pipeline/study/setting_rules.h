// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kizashi/document/value.h"
#include "kizashi/study/study_facts.h"

namespace kizashi::pipeline {

/// What the policy says of one action, in words.
struct ActionRule {
  std::string action;   ///< `measure`
  std::string verdict;  ///< `yes`, `on condition` or `no`
  std::string words;    ///< the condition, or why not; empty where simply allowed
  std::string rule_date;
  std::string source;
};

/// What a study's setting and place allow.
struct SettingRules {
  std::optional<std::string> setting;
  std::optional<std::string> place;
  std::vector<ActionRule> actions;  ///< all six
};

SettingRules setting_rules_of(const study::StudyFacts& facts);

document::Value to_document(const SettingRules& rules);

}  // namespace kizashi::pipeline
