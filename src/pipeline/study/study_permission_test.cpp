// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/study_permission.h"

#include <gmock/gmock.h>

namespace kizashi::pipeline {
namespace {

using study::Action;
using study::Place;
using study::Setting;

study::StudyFacts facts_of(Setting setting, Place place) {
  study::StudyFacts facts;
  facts.setting = setting;
  facts.place = place;
  return facts;
}

TEST(StudyPermission, IsGivenToResearchUntilItsApprovalEnds) {
  study::StudyFacts facts = facts_of(Setting::research, Place::jp);
  facts.until_date = "2026-11-30";
  EXPECT_TRUE(study_permission(facts, Action::measure, "2026-11-30").ok());
  const auto after = study_permission(facts, Action::measure, "2026-12-01");
  ASSERT_FALSE(after.ok());
  EXPECT_EQ(after.error().code, base::ErrorCode::not_permitted);
  EXPECT_THAT(after.error().message, testing::HasSubstr("2026-11-30"));
}

TEST(StudyPermission, EndsWithNoDateOfAnotherSetting) {
  study::StudyFacts facts = facts_of(Setting::simulated, Place::eu);
  facts.until_date = "2020-01-01";
  EXPECT_TRUE(study_permission(facts, Action::measure, "2026-11-23").ok());
}

TEST(StudyPermission, IsRefusedToEmployersInEurope) {
  const auto permission = study_permission(facts_of(Setting::workplace, Place::eu), Action::measure, "2026-11-23");
  ASSERT_FALSE(permission.ok());
  EXPECT_EQ(permission.error().code, base::ErrorCode::not_permitted);
}

TEST(StudyPermission, OfAUniversityElsewhereComesWithItsCondition) {
  const auto permission = study_permission(facts_of(Setting::university, Place::jp), Action::measure, "2026-11-23");
  ASSERT_TRUE(permission.ok());
  EXPECT_THAT(*permission, testing::Optional(testing::Not(testing::IsEmpty())));
}

TEST(StudyPermission, IsGivenWithoutASetting) { EXPECT_TRUE(study_permission({}, Action::measure, "2026-11-23").ok()); }

TEST(StudyPermission, JoinsNoScoresAndFacesWithoutASetting) {
  EXPECT_FALSE(study_permission({}, Action::link, "2026-11-23").ok());
}

}  // namespace
}  // namespace kizashi::pipeline
