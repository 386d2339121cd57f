// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/study_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kizashi/store/test_study.h"

namespace kizashi::store {
namespace {

using base::ErrorCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(StudyFile, IsFoundAgainAsItWasMade) {
  const TestStudy study;
  const StudyFile file = study.reopened();
  EXPECT_EQ(taken(file.facts()), test_facts());
  const auto versions = taken(file.protocol_versions());
  ASSERT_EQ(versions.size(), 1U);
  EXPECT_EQ(versions[0].sha256, test_protocol().sha256);
  EXPECT_EQ(versions[0].locked_utc, std::nullopt);
  EXPECT_THAT(findings(file), IsEmpty());
}

TEST(StudyFile, BeginsItsLogWhenItIsMade) {
  const TestStudy study;
  const auto log = taken(study.reopened().audit_log());
  ASSERT_EQ(log.size(), 1U);
  EXPECT_EQ(log[0].action, "study.init");
  EXPECT_THAT(log[0].details, HasSubstr(test_protocol().sha256));
}

TEST(StudyFile, GivesBackEveryRowThatWasAdded) {
  TestStudy study;
  study.fill();
  const StudyFile file = study.reopened();
  EXPECT_THAT(taken(file.participants()), ElementsAre(test_person("P01"), test_person("山田01", 3)));
  EXPECT_THAT(ratings_of(file), ElementsAre(test_rating("P01", "山田01")));
  const auto clips = taken(file.clips());
  ASSERT_EQ(clips.size(), 1U);
  EXPECT_EQ(clips[0].key, clip_of("山田01"));
  EXPECT_EQ(clips[0].file, "clips/山田01.mp4");
  EXPECT_THAT(taken(file.exclusions()),
              ElementsAre(study::Exclusion{id_of("P01"), std::nullopt, "withdrew before the end"}));
  EXPECT_EQ(taken(file.audit_log()).size(), 2U);
  EXPECT_THAT(findings(file), IsEmpty());
}

TEST(StudyFile, IsNotMadeTwice) {
  const TestStudy study;
  const auto second = StudyFile::create(study.path(), test_facts(), test_protocol());
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::existing_study);
}

TEST(StudyFile, IsMissingWhereNoneWasMade) {
  const base::TemporaryDirectory folder;
  const auto file = StudyFile::open(folder.path());
  ASSERT_FALSE(file.ok());
  EXPECT_EQ(file.error().code, ErrorCode::missing_study);
}

}  // namespace
}  // namespace kizashi::store
