// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kizashi::study {

/// Who uses the program on whom (domain: data/policy/policy.json).
enum class Setting { research, clinic, self, school, university, workplace, simulated };
/// Where: eu (EU, EEA and UK), jp, us-il (Illinois), us (other states), other.
enum class Place { eu, jp, us_il, us, other };
/// What is to be done.
enum class Action {
  measure,       ///< faces, action units as such
  link,          ///< any join of face values with a score, group comparison and training included
  apply,         ///< a model to one person
  self_result,   ///< shown to the person
  staff_result,  ///< of one person, shown to a named professional
  organisation,  ///< a view of any kind for employer or school
};

std::string_view word_of(Setting setting);
std::optional<Setting> setting_of(std::string_view word);
std::vector<std::string_view> setting_words();
std::string_view word_of(Place place);
std::optional<Place> place_of(std::string_view word);
std::vector<std::string_view> place_words();
std::string_view word_of(Action action);
std::vector<std::string_view> action_words();  ///< in the order of the values

/// What the table says of one action.
struct Permission {
  enum class Kind { allowed, conditional, refused };
  Kind kind = Kind::refused;
  std::string condition;  ///< of `conditional`: what must hold, one clause
  std::string reason;     ///< one sentence for the user, naming the rule
  std::string rule_date;  ///< YYYY-MM of the rule
  std::string source;     ///< where the rule is read from
};

/// The permission of the built-in policy. Without a place, or at one the table does not list, the setting's strictest
/// row holds; without a setting, `link` is refused and `measure` allowed, everything else refused.
Permission permission(std::optional<Setting> setting, std::optional<Place> place, Action action);

}  // namespace kizashi::study
