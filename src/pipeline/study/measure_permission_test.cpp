// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/measure_permission.h"

#include <gmock/gmock.h>

namespace kizashi::pipeline {
namespace {

using study::Place;
using study::Setting;

study::StudyFacts facts_of(Setting setting, Place place) {
  study::StudyFacts facts;
  facts.setting = setting;
  facts.place = place;
  return facts;
}

TEST(MeasurePermission, IsGivenToResearchUntilItsApprovalEnds) {
  study::StudyFacts facts = facts_of(Setting::research, Place::jp);
  facts.until_date = "2026-11-30";
  EXPECT_TRUE(measure_permission(facts, "2026-11-30").ok());
  const auto after = measure_permission(facts, "2026-12-01");
  ASSERT_FALSE(after.ok());
  EXPECT_EQ(after.error().code, base::ErrorCode::not_permitted);
  EXPECT_THAT(after.error().message, testing::HasSubstr("2026-11-30"));
}

TEST(MeasurePermission, EndsWithNoDateOfAnotherSetting) {
  study::StudyFacts facts = facts_of(Setting::simulated, Place::eu);
  facts.until_date = "2020-01-01";
  EXPECT_TRUE(measure_permission(facts, "2026-11-23").ok());
}

TEST(MeasurePermission, IsRefusedToEmployersInEurope) {
  const auto permission = measure_permission(facts_of(Setting::workplace, Place::eu), "2026-11-23");
  ASSERT_FALSE(permission.ok());
  EXPECT_EQ(permission.error().code, base::ErrorCode::not_permitted);
}

TEST(MeasurePermission, OfAUniversityElsewhereComesWithItsCondition) {
  const auto permission = measure_permission(facts_of(Setting::university, Place::jp), "2026-11-23");
  ASSERT_TRUE(permission.ok());
  EXPECT_THAT(*permission, testing::Optional(testing::Not(testing::IsEmpty())));
}

TEST(MeasurePermission, IsGivenWithoutASetting) { EXPECT_TRUE(measure_permission({}, "2026-11-23").ok()); }

}  // namespace
}  // namespace kizashi::pipeline
