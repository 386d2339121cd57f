// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <thread>

#include "kizashi/base/check.h"
#include "kizashi/store/connection.h"
#include "kizashi/store/failure.h"
#include "kizashi/store/test_study.h"

namespace kizashi::store {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Change, ThatIsDroppedNeverWas) {
  TestStudy study;
  const std::string before = taken(study.file().content_sha256());
  {
    Change change = taken(study.file().begin_change());
    fill_change(change, study.outside());
  }
  EXPECT_EQ(taken(study.file().content_sha256()), before);
  EXPECT_THAT(findings(study.file()), IsEmpty());
  study.fill();
  EXPECT_NE(taken(study.file().content_sha256()), before) << "the next one is not disturbed";
}

TEST(Change, IsOneAtATimeInAFile) {
  TestStudy study;
  const Change change = taken(study.file().begin_change());
  EXPECT_THROW(static_cast<void>(study.file().begin_change()), base::ContractViolation);
}

TEST(Change, IsSeenByOthersWhenItIsWhole) {
  TestStudy study;
  const StudyFile reader = study.reopened();
  Change change = taken(study.file().begin_change());
  taken(change.add(test_person("P01")));
  EXPECT_THAT(taken(reader.participants()), IsEmpty());
  EXPECT_THAT(taken(study.file().participants()), SizeIs(1)) << "its own file sees it";
  must(change.commit());
  EXPECT_THAT(taken(reader.participants()), SizeIs(1));
}

TEST(Change, TakesTurnsWithOnesOfOtherHandles) {
  TestStudy study;
  StudyFile other = study.reopened();
  for (int turn = 0; turn < 4; ++turn) {
    Change change = taken((turn % 2 == 0 ? study.file() : other).begin_change());
    taken(change.add(test_person(fmt::format("P{}", turn))));
    must(change.log({"test.step", id_of(fmt::format("P{}", turn)), "{}"}));
    must(change.commit());
  }
  EXPECT_THAT(taken(study.file().participants()), SizeIs(4));
  EXPECT_THAT(findings(study.file()), IsEmpty());
  EXPECT_THAT(findings(other), IsEmpty());
}

TEST(Change, WaitsForAnotherOneToEnd) {
  TestStudy study;
  StudyFile other = study.reopened();
  Change first = taken(study.file().begin_change());
  taken(first.add(test_person("P01")));
  std::thread second([&] {
    Change change = taken(other.begin_change());
    taken(change.add(test_person("P02")));
    must(change.commit());
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  must(first.commit());
  second.join();
  EXPECT_THAT(taken(study.file().participants()), SizeIs(2));
  EXPECT_THAT(findings(study.file()), IsEmpty());
}

TEST(Change, OfAnotherProgramKeepsAStudyBusy) {
  TestStudy study;
  const Change change = taken(study.file().begin_change());
  const base::Status second = guarded(study.database(), [&]() -> base::Status {
    Connection connection(study.database(), SQLite::OPEN_READWRITE);
    connection.execute("PRAGMA busy_timeout = 10");
    connection.execute("BEGIN IMMEDIATE");
    return {};
  });
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::busy_study);
}

/// A copy of a study's file as a power cut would leave it, with what lies beside it.
void copy_as_it_lies(const fs::path& from, const fs::path& to) {
  fs::create_directories(to);
  for (const char* ending : {"", "-wal"}) {
    const fs::path file = from / (std::string(study_file_name) + ending);
    if (fs::exists(file)) fs::copy_file(file, to / file.filename());
  }
}

/// More than the database keeps in memory stays more when it is compressed.
std::string incompressible_bytes(std::size_t count) {
  std::mt19937 random(1);
  std::string bytes(count, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random() & 0xFFU);
  return bytes;
}

TEST(Change, ThatAPowerCutEndsLeavesWhatWasBefore) {
  TestStudy study;
  study.add(test_person("P00"));
  const std::string before = taken(study.file().content_sha256());
  Change change = taken(study.file().begin_change());
  write_bytes(study.outside() / "table", incompressible_bytes(48'000'000));
  taken(change.add(test_measurement(clip_of("P00")), {{"openface", study.outside() / "table"}}));
  copy_as_it_lies(study.path(), study.outside() / "during");
  EXPECT_GT(fs::file_size(study.outside() / "during" / "study.sqlite-wal"), 1'000'000U) << "some of it is on the disk";
  must(change.commit());
  copy_as_it_lies(study.path(), study.outside() / "after");
  const StudyFile during = taken(StudyFile::open(study.outside() / "during"));
  EXPECT_EQ(taken(during.content_sha256()), before);
  EXPECT_THAT(findings(during), IsEmpty());
  const StudyFile after = taken(StudyFile::open(study.outside() / "after"));
  EXPECT_EQ(taken(after.content_sha256()), taken(study.file().content_sha256()));
  EXPECT_THAT(findings(after), IsEmpty());
}

/// Runs `action` in a process of its own, kills it after a while, and waits for its end.
template <typename Action>
void kill_after(std::chrono::microseconds while_it_runs, const Action& action) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    action();
    _exit(0);
  }
  std::this_thread::sleep_for(while_it_runs);
  kill(child, SIGKILL);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
}

/// Adds people for ever, ten in a change with a line of the log.
void add_people_in_tens(const fs::path& folder, int first) {
  StudyFile file = taken(StudyFile::open(folder));
  for (int ten = first;; ++ten) {
    Change change = taken(file.begin_change());
    for (int i = 0; i < 10; ++i) taken(change.add(test_person(fmt::format("P{}-{}", ten, i))));
    must(change.log({"test.step", std::nullopt, "{}"}));
    must(change.commit());
  }
}

TEST(Change, ThatIsKilledIsWholeOrNothing) {
  TestStudy study;
  for (int round = 0; round < 12; ++round) {
    kill_after(std::chrono::milliseconds(5 + 7 * round),
               [&] { add_people_in_tens(study.path(), 10'000 * (round + 1)); });
    const StudyFile file = study.reopened();
    const auto people = taken(file.participants()).size();
    EXPECT_EQ(people % 10, 0U);
    EXPECT_EQ(taken(file.audit_log()).size(), people / 10 + 1) << "as many lines as changes";
    EXPECT_THAT(findings(file), IsEmpty());
  }
  EXPECT_FALSE(taken(study.file().participants()).empty()) << "some were committed";
}

TEST(Study, WhoseMakingIsKilledCanBeMadeAgain) {
  for (int round = 0; round < 12; ++round) {
    const base::TemporaryDirectory outside;
    const fs::path folder = outside.path() / "study";
    kill_after(std::chrono::microseconds(400 * round),
               [&] { static_cast<void>(StudyFile::create(folder, test_facts(), test_protocol())); });
    const auto made = StudyFile::create(folder, test_facts(), test_protocol());
    if (!made.ok()) {
      EXPECT_EQ(made.error().code, ErrorCode::existing_study) << made.error().message;
    }
    EXPECT_THAT(findings(taken(StudyFile::open(folder))), IsEmpty());
    for (const auto& entry : fs::directory_iterator(folder)) {
      EXPECT_THAT(entry.path().filename().string(), testing::StartsWith(study_file_name));
    }
  }
}

/// The code that adding large tables ends with where no file may become larger than `limit_bytes`.
std::optional<ErrorCode> code_within_limit(const fs::path& folder, const fs::path& table, rlim_t limit_bytes) {
  signal(SIGXFSZ, SIG_IGN);
  StudyFile file = taken(StudyFile::open(folder));
  const rlimit limit{limit_bytes, limit_bytes};
  setrlimit(RLIMIT_FSIZE, &limit);
  Change change = taken(file.begin_change());
  for (int i = 0; i < 8; ++i) {
    const auto added = change.add(test_measurement(clip_of("P01"), std::to_string(i)), {{"openface", table}});
    if (!added.ok()) return change.commit().ok() ? std::nullopt : std::optional(added.error().code);
  }
  const base::Status committed = change.commit();
  return committed.ok() ? std::nullopt : std::optional(committed.error().code);
}

TEST(Change, ThatCannotBeWrittenLeavesWhatWasBefore) {
  TestStudy study;
  study.add(test_person("P01"));
  const std::string before = taken(study.file().content_sha256());
  write_bytes(study.outside() / "table", test_table(16'000'000, 1));
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const auto code = code_within_limit(study.path(), study.outside() / "table", 8'000'000);
    _exit(code == ErrorCode::output_unwritable || code == ErrorCode::disk_full ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  EXPECT_EQ(taken(study.file().content_sha256()), before);
  EXPECT_THAT(findings(study.file()), IsEmpty());
}

TEST(Change, OnAFullDiskSaysSo) {
  TestStudy study;
  const base::Status full = guarded(study.database(), [&]() -> base::Status {
    Connection connection(study.database(), SQLite::OPEN_READWRITE);
    connection.execute(fmt::format("PRAGMA max_page_count = {}", connection.integer("PRAGMA page_count") + 2));
    connection.execute("CREATE TABLE large (bytes BLOB); INSERT INTO large VALUES (zeroblob(1000000))");
    return {};
  });
  ASSERT_FALSE(full.ok());
  EXPECT_EQ(full.error().code, ErrorCode::disk_full);
}

TEST(Change, AfterItsCommitBreaksAContract) {
  TestStudy study;
  Change change = taken(study.file().begin_change());
  must(change.commit());
  EXPECT_THROW(static_cast<void>(change.add(test_person("P01"))), base::ContractViolation);
}

TEST(Change, OutlivesTheFileItIsOf) {
  TestStudy study;
  std::optional<StudyFile> file = study.reopened();
  Change change = taken(file->begin_change());
  file.reset();
  taken(change.add(test_person("P01")));
  must(change.commit());
  EXPECT_THAT(taken(study.file().participants()), ElementsAre(test_person("P01")));
}

}  // namespace
}  // namespace kizashi::store
