// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "kizashi/store/test_study_folder.h"

namespace kizashi::store {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::string without_triggers =
    "DROP TRIGGER audit_entry_stays; DROP TRIGGER audit_entry_is_kept; DROP TRIGGER audit_entry_is_next;"
    "DROP TRIGGER audit_head_counts_up; DROP TRIGGER audit_head_is_kept; DROP TRIGGER audit_head_is_one;";

/// A study whose log has several entries.
class AuditLog : public StudyFileTest {
 protected:
  AuditLog() {
    add_people(study());
    change(study(), [](Change& change) {
      for (const char* id : {"参加者1", "p2", "p3"}) {
        EXPECT_TRUE(change.log({"participant.add", id_of(id), R"({"some": 1})"}).ok());
      }
      EXPECT_TRUE(change.log({"import", std::nullopt, R"({"rows": 3})"}).ok());
    });
  }

  void expect_noticed(const std::string& sql) {
    ASSERT_THAT(*study().check(), IsEmpty());
    by_sql(without_triggers + sql);
    EXPECT_THAT(*study().check(), Contains(Field(&Finding::part, "audit log"))) << sql;
  }
};

TEST_F(AuditLog, IsAChainThatBeginsWithTheStudy) {
  const auto log = study().audit_log();
  ASSERT_TRUE(log.ok());
  ASSERT_GE(log->size(), 5U);
  EXPECT_EQ(log->front().previous, std::string(64, '0'));
  for (std::size_t i = 1; i < log->size(); ++i) EXPECT_EQ(log->at(i).previous, log->at(i - 1).hash);
  EXPECT_THAT(*study().check(), IsEmpty());
}

TEST_F(AuditLog, NamesPeopleByAHashThatTheStudyAloneKnows) {
  const auto log = study().audit_log();
  const auto subject = study().subject_of(id_of("参加者1"));
  ASSERT_TRUE(log.ok() && subject.ok() && subject->has_value());
  int of_person = 0;
  for (const study::AuditEntry& entry : *log) {
    EXPECT_THAT(entry.details, Not(HasSubstr("参加者1")));
    EXPECT_NE(entry.subject, "参加者1");
    of_person += entry.subject == *subject ? 1 : 0;
  }
  EXPECT_EQ(of_person, 1);
  StudyFile other = make("other");
  add_people(other);
  EXPECT_NE(other.subject_of(id_of("参加者1"))->value(), **subject);
}

TEST_F(AuditLog, RefusesToBeChangedOrShortened) {
  study_.reset();
  SQLite::Database database((folder("study") / study_file_name).string(), SQLite::OPEN_READWRITE);
  for (const char* sql : {"UPDATE audit_entry SET details = '{}' WHERE number = 2", "DELETE FROM audit_entry",
                          "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE number = 1",
                          "UPDATE audit_head SET entries = 1", "DELETE FROM audit_head"}) {
    EXPECT_THROW(database.exec(sql), SQLite::Exception) << sql;
  }
}

class ChangedField : public AuditLog, public ::testing::WithParamInterface<const char*> {};

TEST_P(ChangedField, IsNoticedInEveryEntry) {
  const auto entries = static_cast<int>(study().audit_log()->size());
  for (int number = 1; number <= entries; ++number) {
    const std::string where = " WHERE number = " + std::to_string(number);
    const std::string set = "UPDATE audit_entry SET " + std::string(GetParam()) + where + ";";
    by_sql("CREATE TABLE kept AS SELECT * FROM audit_entry;" + (number == 1 ? without_triggers : "") + set);
    EXPECT_THAT(*study().check(), Contains(Field(&Finding::part, "audit log"))) << set;
    by_sql("DELETE FROM audit_entry; INSERT INTO audit_entry SELECT * FROM kept; DROP TABLE kept;");
    ASSERT_THAT(*study().check(), Not(Contains(Field(&Finding::part, "audit log"))));
  }
}

INSTANTIATE_TEST_SUITE_P(AuditLog, ChangedField,
                         ::testing::Values("at_utc = '2001-01-01T00:00:00Z'", "action = 'nothing'", "subject = 'abc'",
                                           "details = '{\"some\": 2}'", "previous = hash",
                                           "hash = replace(hash, substr(hash, 1, 1), 'x')"));

TEST_F(AuditLog, NoticesThatItsFirstEntryIsGone) { expect_noticed("DELETE FROM audit_entry WHERE number = 1"); }

TEST_F(AuditLog, NoticesThatAnEntryInItsMiddleIsGone) { expect_noticed("DELETE FROM audit_entry WHERE number = 3"); }

TEST_F(AuditLog, NoticesThatItsLastEntryIsGone) {
  expect_noticed("DELETE FROM audit_entry WHERE number = (SELECT max(number) FROM audit_entry)");
}

TEST_F(AuditLog, NoticesAnEntryThatIsGoneAndTheOthersNumberedAnew) {
  expect_noticed(
      "DELETE FROM audit_entry WHERE number = 3; UPDATE audit_entry SET number = number - 1 WHERE number > 3;"
      "UPDATE audit_head SET entries = entries - 1");
}

TEST_F(AuditLog, NoticesTwoEntriesThatChangedPlaces) {
  expect_noticed(
      "UPDATE audit_entry SET number = 1000 WHERE number = 2; UPDATE audit_entry SET number = 2 WHERE number = 3;"
      "UPDATE audit_entry SET number = 3 WHERE number = 1000");
}

TEST_F(AuditLog, NoticesAnEntryThatSomebodyAdded) {
  expect_noticed(
      "INSERT INTO audit_entry SELECT number + 1, at_utc, 'forged', NULL, '{}', hash, hash FROM audit_entry"
      " ORDER BY number DESC LIMIT 1");
}

}  // namespace
}  // namespace kizashi::store
