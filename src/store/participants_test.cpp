// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kizashi/store/test_study.h"

namespace kizashi::store {
namespace {

using base::ErrorCode;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Adds `second` to a study that holds `first`, and gives the error that this must be.
base::Error refusal(const study::Participant& first, const study::Participant& second) {
  TestStudy study;
  study.add(first);
  Change change = taken(study.file().begin_change());
  const auto added = change.add(second);
  if (added.ok()) throw std::runtime_error("taken in");
  must(change.commit());
  EXPECT_THAT(taken(study.file().participants()), ElementsAre(first)) << "a refused person changes nothing";
  EXPECT_THAT(findings(study.file()), IsEmpty());
  return added.error();
}

TEST(Participants, AreTakenInOnce) {
  TestStudy study;
  Change change = taken(study.file().begin_change());
  EXPECT_EQ(taken(change.add(test_person("P01"))), Added::added);
  EXPECT_EQ(taken(change.add(test_person("P01"))), Added::already_there);
  must(change.commit());
  EXPECT_THAT(taken(study.file().participants()), ElementsAre(test_person("P01")));
}

TEST(Participants, AreCompletedByValuesThatWereAbsent) {
  TestStudy study;
  study::Participant before = test_person("P01");
  before.scores.pop_back();
  before.attributes.pop_back();
  study.add(before);
  Change change = taken(study.file().begin_change());
  EXPECT_EQ(taken(change.add(test_person("P01"))), Added::completed);
  EXPECT_EQ(taken(change.add(before)), Added::already_there) << "what is not given contradicts nothing";
  must(change.commit());
  EXPECT_THAT(taken(study.file().participants()), ElementsAre(test_person("P01")));
  EXPECT_THAT(findings(study.file()), IsEmpty());
}

TEST(Participants, ComeBackInTheOrderOfTheirIdsWithTheirValuesInOrder) {
  TestStudy study;
  study::Participant mixed = test_person("P02");
  std::swap(mixed.scores[0], mixed.scores[1]);
  std::swap(mixed.attributes[0], mixed.attributes[1]);
  study.add(test_person("山田01"), mixed, test_person("P01"));
  EXPECT_THAT(taken(study.file().participants()),
              ElementsAre(test_person("P01"), test_person("P02"), test_person("山田01")));
}

TEST(Participants, WithAnotherScoreAreRefusedNamingBoth) {
  const base::Error error = refusal(test_person("山田01", 12), test_person("山田01", 14));
  EXPECT_EQ(error.code, ErrorCode::conflicting_row);
  EXPECT_THAT(error.message, AllOf(HasSubstr("山田01"), HasSubstr("bdi2_total"), HasSubstr("12"), HasSubstr("14")));
}

TEST(Participants, WithAnotherItemAreRefusedByItsColumn) {
  study::Participant other = test_person("P01");
  other.scores[1].value = 3;
  EXPECT_THAT(refusal(test_person("P01"), other).message, HasSubstr("bdi2_1"));
}

TEST(Participants, WithAnotherAttributeAreRefused) {
  study::Participant other = test_person("P01");
  other.attributes[1].value = "四年";
  EXPECT_THAT(refusal(test_person("P01"), other).message,
              AllOf(HasSubstr("学年"), HasSubstr("三年"), HasSubstr("四年")));
}

TEST(Participants, WithAnotherRoleAreRefused) {
  study::Participant other = test_person("P01");
  other.role = study::Role::rater;
  EXPECT_THAT(refusal(test_person("P01"), other).message,
              AllOf(HasSubstr("role"), HasSubstr("both"), HasSubstr("rater")));
}

TEST(Participants, AreNotSimulatedAndRealAtOnce) {
  study::Participant other = test_person("P01");
  other.is_simulated = false;
  EXPECT_THAT(refusal(test_person("P01"), other).message, HasSubstr("simulated"));
}

TEST(Participants, ThatContradictThemselvesAreRefused) {
  TestStudy study;
  study::Participant person = test_person("P01");
  person.scores.push_back({"bdi2", std::nullopt, 13});
  Change change = taken(study.file().begin_change());
  const auto added = change.add(person);
  ASSERT_FALSE(added.ok());
  EXPECT_EQ(added.error().code, ErrorCode::conflicting_row);
  must(change.commit());
  EXPECT_THAT(taken(study.file().participants()), IsEmpty());
}

}  // namespace
}  // namespace kizashi::store
