// SPDX-License-Identifier: Apache-2.0
#include "kizashi/study/deployment.h"

#include <gmock/gmock.h>

#include <array>
#include <map>
#include <string>
#include <vector>

#include "kizashi/study/policy.h"

namespace kizashi::study {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

/// A cell as the policy's table has it: "yes", "no", or words of the condition.
struct ExpectedRow {
  Setting setting;
  std::vector<Place> places;
  std::array<const char*, action_count> cells;  ///< measure, link, apply, self-result, staff-result, organisation
};

const std::vector<Place> anywhere{Place::eu, Place::jp, Place::us_il, Place::us, Place::other};
const std::vector<Place> outside_eu{Place::jp, Place::us_il, Place::us, Place::other};
const std::vector<Place> outside_eu_and_jp{Place::us_il, Place::us, Place::other};

/// Written by hand from the policy's table, row by row, apart from data/policy/policy.json.
const std::vector<ExpectedRow> expected_rows{
    {Setting::research, anywhere, {"yes", "yes", "ethics approval", "ethics approval", "pseudonym", "no"}},
    {Setting::clinic,
     anywhere,
     {"yes", "yes", "device registration", "health professional", "after the person's consent", "no"}},
    {Setting::self, anywhere, {"yes", "no", "external evaluation", "own measurements", "no", "no"}},
    {Setting::school, {Place::eu}, {"no", "no", "no", "questionnaire alone", "no", "no"}},
    {Setting::university, {Place::eu}, {"no", "no", "no", "questionnaire alone", "no", "no"}},
    {Setting::workplace, {Place::eu}, {"no", "no", "no", "questionnaire alone", "no", "no"}},
    {Setting::school, outside_eu, {"no", "no", "no", "questionnaire alone", "counsellor", "no"}},
    {Setting::university, outside_eu, {"opt-in", "no", "external evaluation", "own measurements", "counsellor", "no"}},
    {Setting::workplace, {Place::jp}, {"opt-in", "no", "no", "own measurements", "occupational physician", "no"}},
    {Setting::workplace, outside_eu_and_jp, {"opt-in", "no", "no", "own measurements", "no", "no"}},
    {Setting::simulated, anywhere, {"yes", "yes", "yes", "yes", "yes", "yes"}},
};

void expect_cell(const Permission& permission, const std::string& cell) {
  if (cell == "yes") {
    EXPECT_EQ(permission.kind, Permission::Kind::allowed);
  } else if (cell == "no") {
    EXPECT_EQ(permission.kind, Permission::Kind::refused);
  } else {
    EXPECT_EQ(permission.kind, Permission::Kind::conditional);
    EXPECT_THAT(permission.condition, HasSubstr(cell));
  }
}

void expect_words(const Permission& permission) {
  EXPECT_EQ(permission.condition.empty(), permission.kind != Permission::Kind::conditional);
  EXPECT_THAT(permission.reason, Not(testing::IsEmpty()));
  EXPECT_THAT(permission.source, Not(testing::IsEmpty()));
  EXPECT_THAT(permission.rule_date, MatchesRegex("[0-9]{4}-[0-9]{2}"));
}

TEST(Deployment, EveryCellIsWhatThePolicySays) {
  for (const ExpectedRow& row : expected_rows) {
    for (const Place place : row.places) {
      for (std::size_t i = 0; i < action_count; ++i) {
        const auto action = static_cast<Action>(i);
        SCOPED_TRACE(testing::Message() << word_of(row.setting) << ", " << word_of(place) << ", " << word_of(action));
        const Permission found = permission(row.setting, place, action);
        expect_cell(found, row.cells.at(i));
        expect_words(found);
        EXPECT_EQ(found.rule_date, "2026-11");
      }
    }
  }
}

TEST(Deployment, TheExpectedTableHasEverySettingAndPlaceOnce) {
  std::map<std::pair<Setting, Place>, int> seen;
  for (const ExpectedRow& row : expected_rows) {
    for (const Place place : row.places) ++seen[{row.setting, place}];
  }
  EXPECT_EQ(seen.size(), setting_words().size() * place_words().size());
  for (const auto& [key, count] : seen) EXPECT_EQ(count, 1) << word_of(key.first) << word_of(key.second);
}

/// Refused is stricter than conditional, which is stricter than allowed.
TEST(Deployment, WithoutAPlaceTheStrictestRowHolds) {
  for (const std::string_view setting_word : setting_words()) {
    const auto setting = setting_of(setting_word);
    for (const Place place : anywhere) {
      for (std::size_t i = 0; i < action_count; ++i) {
        const auto action = static_cast<Action>(i);
        EXPECT_GE(permission(setting, std::nullopt, action).kind, permission(setting, place, action).kind)
            << setting_word << ", " << word_of(place) << ", " << word_of(action);
      }
    }
  }
  EXPECT_EQ(permission(Setting::workplace, std::nullopt, Action::measure).kind, Permission::Kind::refused);
}

TEST(Deployment, WithoutASettingFacesAreMeasuredAndNothingElseIsDone) {
  for (const std::optional<Place> place : {std::optional<Place>(), std::optional<Place>(Place::jp)}) {
    EXPECT_EQ(permission(std::nullopt, place, Action::measure).kind, Permission::Kind::allowed);
    for (const Action action :
         {Action::link, Action::apply, Action::self_result, Action::staff_result, Action::organisation}) {
      const Permission found = permission(std::nullopt, place, action);
      EXPECT_EQ(found.kind, Permission::Kind::refused) << word_of(action);
      expect_words(found);
    }
  }
}

TEST(Deployment, TheGroundsOfTheEuropeanRefusalsAreNamed) {
  for (const Setting setting : {Setting::school, Setting::university, Setting::workplace}) {
    EXPECT_THAT(permission(setting, Place::eu, Action::measure).reason, HasSubstr("AI Act Art. 5(1)(f)"));
  }
  EXPECT_THAT(permission(Setting::workplace, Place::jp, Action::staff_result).source, HasSubstr("66-10"));
}

TEST(Deployment, WordsComeBack) {
  for (const std::string_view word : setting_words()) EXPECT_EQ(word_of(*setting_of(word)), word);
  for (const std::string_view word : place_words()) EXPECT_EQ(word_of(*place_of(word)), word);
  EXPECT_EQ(setting_of("Research"), std::nullopt);
  EXPECT_EQ(place_of("us_il"), std::nullopt);
  EXPECT_EQ(action_words().size(), action_count);
}

TEST(Policy, ASettingWithoutARowForAPlaceIsAMistake) {
  const auto policy = parse_policy(R"({"schema": 1, "date": "2026-11", "rows": [], "without_setting": {}})", "p.json");
  ASSERT_FALSE(policy.ok());
  EXPECT_EQ(policy.error().code, base::ErrorCode::invalid_document);
  EXPECT_THAT(policy.error().message, HasSubstr("research"));
}

}  // namespace
}  // namespace kizashi::study
