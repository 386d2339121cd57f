// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/migrations.h"

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kizashi/store/failure.h"
#include "kizashi/store/test_study.h"

namespace kizashi::store {
namespace {

using base::ErrorCode;
using testing::ElementsAre;
using testing::HasSubstr;

/// The steps of a later version of the program.
std::vector<std::string_view> with_another_step(std::string_view step) {
  std::vector<std::string_view> steps = all_migrations();
  steps.push_back(step);
  return steps;
}

std::int64_t version_of(Connection& connection) { return connection.integer("PRAGMA user_version"); }

ErrorCode code_of_opening(const std::filesystem::path& folder) {
  const auto file = StudyFile::open(folder);
  if (file.ok()) throw std::runtime_error("opened");
  return file.error().code;
}

TEST(Migrations, BringAnOlderStudyUpToDateAndKeepItsRows) {
  TestStudy study;
  study.add(test_person("P01"));
  Connection connection(study.database(), SQLite::OPEN_READWRITE);
  const auto steps = with_another_step("CREATE TABLE later (one INTEGER) STRICT; INSERT INTO later VALUES (7)");
  migrate(connection, steps);
  EXPECT_EQ(version_of(connection), static_cast<std::int64_t>(steps.size()));
  EXPECT_EQ(connection.integer("SELECT one FROM later"), 7);
  EXPECT_EQ(connection.integer("SELECT count(*) FROM participant"), 1);
  migrate(connection, steps);
  EXPECT_EQ(connection.integer("SELECT count(*) FROM later"), 1) << "a step is taken once";
}

TEST(Migrations, ThatFailLeaveTheStudyAsItWas) {
  const TestStudy study;
  Connection connection(study.database(), SQLite::OPEN_READWRITE);
  EXPECT_THROW(migrate(connection, with_another_step("CREATE TABLE later (one INTEGER); SELECT no_such_function()")),
               SQLite::Exception);
  EXPECT_EQ(version_of(connection), static_cast<std::int64_t>(all_migrations().size()));
  EXPECT_FALSE(connection.in_transaction());
  EXPECT_EQ(connection.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'later'"), 0);
}

TEST(Opening, RefusesAStudyOfANewerVersion) {
  const TestStudy study;
  run_raw_sql(study.database(), "PRAGMA user_version = 99");
  EXPECT_EQ(code_of_opening(study.path()), ErrorCode::newer_study);
}

TEST(Opening, RefusesADatabaseOfAnotherProgram) {
  const base::TemporaryDirectory folder;
  write_bytes(folder.path() / study_file_name, "");
  run_raw_sql(folder.path() / study_file_name, "CREATE TABLE theirs (one INTEGER)");
  EXPECT_EQ(code_of_opening(folder.path()), ErrorCode::damaged_study);
}

TEST(Opening, RefusesAFileThatIsNoDatabase) {
  const base::TemporaryDirectory folder;
  write_bytes(folder.path() / study_file_name, std::string(5000, 'x'));
  EXPECT_EQ(code_of_opening(folder.path()), ErrorCode::damaged_study);
  write_bytes(folder.path() / study_file_name, "short");
  EXPECT_EQ(code_of_opening(folder.path()), ErrorCode::damaged_study);
}

TEST(Opening, SaysWhichStudyIsMissingAndHowToMakeOne) {
  const auto file = StudyFile::open("/nowhere/at/all");
  ASSERT_FALSE(file.ok());
  EXPECT_THAT(file.error().message, testing::AllOf(HasSubstr("/nowhere/at/all"), HasSubstr("study init")));
}

}  // namespace
}  // namespace kizashi::store
