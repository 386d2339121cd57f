// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/log.h"

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kizashi/store/test_study.h"

namespace kizashi::store {
namespace {

using base::ErrorCode;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

constexpr const char* without_triggers =
    "DROP TRIGGER audit_entry_stays; DROP TRIGGER audit_entry_is_kept; DROP TRIGGER audit_entry_is_next; ";

/// Two people and five entries.
class Log : public testing::Test {
 protected:
  Log() {
    study_.add(test_person("P01"), test_person("山田01"));
    Change change = taken(study_.file().begin_change());
    for (int number = 2; number <= 5; ++number) {
      must(change.log(
          {"test.step", id_of(number % 2 == 0 ? "P01" : "山田01"), fmt::format(R"({{"step":{}}})", number)}));
    }
    must(change.commit());
  }
  /// What is found after somebody changed the log behind the program's back.
  std::vector<std::string> found_after(const std::string& sql) {
    run_raw_sql(study_.database(), without_triggers + sql);
    return findings(study_.file());
  }

  TestStudy study_;
};

TEST_F(Log, IsAChainWithoutGaps) {
  const auto log = taken(study_.file().audit_log());
  ASSERT_THAT(log, SizeIs(5));
  std::optional<study::AuditEntry> before;
  for (const study::AuditEntry& entry : log) {
    EXPECT_EQ(study::why_not_next(before, entry), std::nullopt);
    before = entry;
  }
  EXPECT_THAT(findings(study_.file()), IsEmpty());
}

TEST_F(Log, KnowsAPersonOnlyByAKeyedHash) {
  const auto log = taken(study_.file().audit_log());
  const auto subject = taken(study_.file().subject_of(id_of("P01")));
  ASSERT_TRUE(subject.has_value());
  EXPECT_EQ(log[1].subject, subject);
  EXPECT_EQ(log[3].subject, subject);
  EXPECT_NE(log[2].subject, subject);
  EXPECT_EQ(log[0].subject, std::nullopt);
  EXPECT_THAT(*subject, Not(HasSubstr("P01")));
  EXPECT_NE(*subject, base::sha256_of("P01"));
}

TEST_F(Log, HidesTheSamePersonOfTwoStudies) {
  TestStudy other;
  other.add(test_person("P01"));
  EXPECT_NE(taken(study_.file().subject_of(id_of("P01"))), taken(other.file().subject_of(id_of("P01"))));
}

TEST_F(Log, HasNoWordForNobody) {
  EXPECT_EQ(taken(study_.file().subject_of(id_of("nobody"))), std::nullopt);
  Change change = taken(study_.file().begin_change());
  const auto logged = change.log({"test.step", id_of("nobody"), "{}"});
  ASSERT_FALSE(logged.ok());
  EXPECT_EQ(logged.error().code, ErrorCode::unknown_person);
}

TEST_F(Log, RefusesToBeChangedByAnyProgram) {
  for (const char* sql :
       {"UPDATE audit_entry SET details = '{}' WHERE number = 2", "DELETE FROM audit_entry WHERE number = 5",
        "INSERT OR REPLACE INTO audit_entry SELECT 2, at_utc, 'x', subject, details, previous, hash "
        "FROM audit_entry WHERE number = 2",
        "UPDATE audit_head SET entries = 3", "DELETE FROM audit_head",
        "INSERT OR REPLACE INTO audit_head VALUES (1, 0, '')"}) {
    EXPECT_THROW(run_raw_sql(study_.database(), sql), SQLite::Exception) << sql;
  }
  EXPECT_THAT(findings(study_.file()), IsEmpty());
}

TEST_F(Log, NoticesAChangedEntry) {
  EXPECT_THAT(found_after("UPDATE audit_entry SET details = '{\"step\":9}' WHERE number = 3"),
              Contains(HasSubstr("entry 3")));
}

class LogField : public Log, public testing::WithParamInterface<const char*> {};

TEST_P(LogField, ThatChangedIsNoticed) {
  EXPECT_THAT(found_after(fmt::format("UPDATE audit_entry SET {} WHERE number = 3", GetParam())),
              Contains(StartsWith("audit log: ")));
}

INSTANTIATE_TEST_SUITE_P(Log, LogField,
                         testing::Values("at_utc = '2001-01-01T00:00:00Z'", "action = 'nothing'", "subject = NULL",
                                         "details = '{}'", "previous = hash", "hash = previous"));

TEST_F(Log, NoticesAnEntryThatIsAboutSomebodyElseNow) {
  EXPECT_THAT(found_after("UPDATE audit_entry SET subject = (SELECT subject FROM audit_entry WHERE number = 2) "
                          "WHERE number = 3"),
              Contains(HasSubstr("entry 3")));
}

TEST_F(Log, NoticesARemovedEntry) {
  EXPECT_THAT(found_after("DELETE FROM audit_entry WHERE number = 3"), Contains(StartsWith("audit log: entry 4")));
}

TEST_F(Log, NoticesARemovedEntryWhenTheRestMovesUp) {
  EXPECT_THAT(found_after("DELETE FROM audit_entry WHERE number = 3;"
                          "UPDATE audit_entry SET number = number - 1 WHERE number > 3"),
              Contains(StartsWith("audit log: ")));
}

TEST_F(Log, NoticesReorderedEntries) {
  EXPECT_THAT(found_after("UPDATE audit_entry SET number = 99 WHERE number = 2;"
                          "UPDATE audit_entry SET number = 2 WHERE number = 3;"
                          "UPDATE audit_entry SET number = 3 WHERE number = 99"),
              Contains(StartsWith("audit log: ")));
}

TEST_F(Log, NoticesAnAddedEntryThatFitsTheChain) {
  study::AuditEntry entry = taken(study_.file().audit_log()).back();
  entry.previous = entry.hash;
  ++entry.number;
  entry.subject.reset();
  entry.hash = study::hash_of(entry);
  EXPECT_THAT(
      found_after(fmt::format("INSERT INTO audit_entry VALUES ({}, '{}', '{}', NULL, '{}', '{}', '{}')", entry.number,
                              entry.at_utc, entry.action, entry.details, entry.previous, entry.hash)),
      Contains(HasSubstr("ends with entry 6, and 5 were written")));
}

TEST_F(Log, NoticesACutOffEnd) {
  EXPECT_THAT(found_after("DELETE FROM audit_entry WHERE number > 3"),
              Contains(HasSubstr("ends with entry 3, and 5 were written")));
}

TEST_F(Log, NoticesALastEntryOfAnotherChain) {
  study::AuditEntry entry = taken(study_.file().audit_log()).back();
  entry.details = "{}";
  EXPECT_THAT(found_after(fmt::format("UPDATE audit_entry SET details = '{{}}', hash = '{}' WHERE number = 5",
                                      study::hash_of(entry))),
              Contains(HasSubstr("not the one that was written")));
}

TEST_F(Log, NoticesAnEmptiedLog) {
  EXPECT_THAT(found_after("DELETE FROM audit_entry"), Contains(HasSubstr("and 5 were written")));
}

}  // namespace
}  // namespace kizashi::store
