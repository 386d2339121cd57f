// SPDX-License-Identifier: Apache-2.0
#include "kizashi/study/deployment.h"

#include <fmt/format.h>

#include <algorithm>

#include "kizashi/study/policy.h"
#include "kizashi/study/words.h"

namespace kizashi::study {

namespace {

constexpr Words<Setting, 7> settings{{"research", "clinic", "self", "school", "university", "workplace", "simulated"}};
constexpr Words<Place, 5> places{{"eu", "jp", "us-il", "us", "other"}};
constexpr Words<Action, 6> actions{{"measure", "link", "apply", "self-result", "staff-result", "organisation"}};

template <typename List>
std::vector<std::string_view> all_of(const List& list) {
  return {list.words.begin(), list.words.end()};
}

}  // namespace

std::string_view word_of(Setting setting) { return settings.of(setting); }
std::optional<Setting> setting_of(std::string_view word) { return settings.value_of(word); }
std::vector<std::string_view> setting_words() { return all_of(settings); }
std::string_view word_of(Place place) { return places.of(place); }
std::optional<Place> place_of(std::string_view word) { return places.value_of(word); }
std::vector<std::string_view> place_words() { return all_of(places); }
std::string_view word_of(Action action) { return actions.of(action); }
std::vector<std::string_view> action_words() { return all_of(actions); }

Permission permission(std::optional<Setting> setting, std::optional<Place> place, Action action) {
  const Policy& policy = built_in_policy();
  return row_for(policy, setting, place).permissions.at(static_cast<std::size_t>(action));
}

}  // namespace kizashi::study
