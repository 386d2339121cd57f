// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/setting_rules.h"

#include <array>
#include <cstddef>

namespace kizashi::pipeline {

namespace {

constexpr std::array<const char*, 3> verdicts{"yes", "on condition", "no"};

ActionRule rule_of(const study::StudyFacts& facts, study::Action action) {
  const study::Permission permission = study::permission(facts.setting, facts.place, action);
  ActionRule rule;
  rule.action = study::word_of(action);
  rule.verdict = verdicts.at(static_cast<std::size_t>(permission.kind));
  if (permission.kind == study::Permission::Kind::conditional) rule.words = permission.condition;
  if (permission.kind == study::Permission::Kind::refused) rule.words = permission.reason;
  rule.rule_date = permission.rule_date;
  rule.source = permission.source;
  return rule;
}

document::Value value_of(const std::optional<std::string>& text) {
  return text ? document::Value(*text) : document::Value();
}

}  // namespace

SettingRules setting_rules_of(const study::StudyFacts& facts) {
  SettingRules rules;
  if (facts.setting) rules.setting = study::word_of(*facts.setting);
  if (facts.place) rules.place = study::word_of(*facts.place);
  for (std::size_t i = 0; i < study::action_words().size(); ++i) {
    rules.actions.push_back(rule_of(facts, static_cast<study::Action>(i)));
  }
  return rules;
}

document::Value to_document(const SettingRules& rules) {
  document::Value actions = document::Value::array();
  for (const ActionRule& rule : rules.actions) {
    actions.push(document::Value::object({{"action", rule.action},
                                          {"verdict", rule.verdict},
                                          {"words", rule.words},
                                          {"rule_date", rule.rule_date},
                                          {"source", rule.source}}));
  }
  return document::Value::object(
      {{"setting", value_of(rules.setting)}, {"place", value_of(rules.place)}, {"actions", std::move(actions)}});
}

}  // namespace kizashi::pipeline
