// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/failure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <new>

namespace kizashi::store {
namespace {

using base::ErrorCode;
using testing::StartsWith;

ErrorCode code_of(int sqlite_code) { return error_of(SQLite::Exception("why", sqlite_code), "a/study.sqlite").code; }

TEST(Failure, OfSqliteHasACodeOfOurs) {
  EXPECT_EQ(code_of(SQLITE_FULL), ErrorCode::disk_full);
  EXPECT_EQ(code_of(SQLITE_BUSY), ErrorCode::busy_study);
  EXPECT_EQ(code_of(SQLITE_LOCKED), ErrorCode::busy_study);
  EXPECT_EQ(code_of(SQLITE_READONLY), ErrorCode::output_unwritable);
  EXPECT_EQ(code_of(SQLITE_CANTOPEN), ErrorCode::unreadable_file);
  EXPECT_EQ(code_of(SQLITE_CORRUPT), ErrorCode::damaged_study);
  EXPECT_EQ(code_of(SQLITE_NOTADB), ErrorCode::damaged_study);
  EXPECT_EQ(code_of(SQLITE_CONSTRAINT), ErrorCode::damaged_study);
}

TEST(Failure, NamesTheFile) {
  EXPECT_THAT(error_of(SQLite::Exception("why", SQLITE_CORRUPT), "a/study.sqlite").message,
              StartsWith("a/study.sqlite: "));
  EXPECT_THAT(error_of(Failure({ErrorCode::damaged_study, "why"}), "a/study.sqlite").message,
              StartsWith("a/study.sqlite: "));
}

TEST(Failure, OfMemoryIsNoDamage) { EXPECT_THROW(code_of(SQLITE_NOMEM), std::bad_alloc); }

TEST(Guarded, TurnsWhatIsThrownIntoAnError) {
  const base::Status status = guarded("a", []() -> base::Status { fail_damaged("a row makes no sense"); });
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::damaged_study);
  EXPECT_TRUE(guarded("a", [] { return base::Status(); }).ok());
}

}  // namespace
}  // namespace kizashi::store
