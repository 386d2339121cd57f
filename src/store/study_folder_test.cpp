// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/study_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kizashi/store/test_study.h"

namespace kizashi::store {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr fs::perms owner_file = fs::perms::owner_read | fs::perms::owner_write;

base::Result<StudyFile> make(const fs::path& folder) {
  return StudyFile::create(folder, test_facts(), test_protocol());
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
  return names;
}

TEST(StudyFolder, IsForItsOwnerAlone) {
  const TestStudy study;
  EXPECT_EQ(fs::status(study.path()).permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(study.database()).permissions(), owner_file);
}

TEST(StudyFolder, HoldsOneFileWhenNobodyHasItOpen) {
  const base::TemporaryDirectory outside;
  taken(make(outside.path() / "a" / "研究"));
  EXPECT_THAT(names_in(outside.path() / "a" / "研究"), ElementsAre(study_file_name));
}

TEST(StudyFolder, MayBeThereWithOtherFiles) {
  const base::TemporaryDirectory outside;
  write_bytes(outside.path() / "P01.mp4", "clip");
  taken(make(outside.path()));
  EXPECT_EQ(read_bytes(outside.path() / "P01.mp4"), "clip");
}

TEST(StudyFolder, ThatCannotBeMadeIsAnError) {
  const base::TemporaryDirectory outside;
  write_bytes(outside.path() / "file", "no folder");
  const auto made = make(outside.path() / "file" / "study");
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, ErrorCode::output_unwritable);
}

TEST(StudyFolder, IsGoneAgainWhenItsStudyCannotBeWritten) {
  const base::TemporaryDirectory outside;
  const base::Status made = make_study(outside.path() / "a" / "b", [](const fs::path& file) -> base::Status {
    write_bytes(file, "half");
    return base::Error{ErrorCode::disk_full, "no space"};
  });
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, ErrorCode::disk_full);
  EXPECT_THAT(names_in(outside.path()), IsEmpty());
}

TEST(StudyFolder, IsClearedOfWhatKilledProgramsLeft) {
  const base::TemporaryDirectory outside;
  write_bytes(outside.path() / ".study.sqlite.partial-999999999", "half");
  write_bytes(outside.path() / study_file_name, "");
  // Of a study that somebody removed: SQLite would take these changes for the new study's.
  TestStudy removed;
  removed.fill();
  fs::copy_file(removed.database().string() + "-wal", outside.path() / "study.sqlite-wal");
  taken(make(outside.path()));
  EXPECT_THAT(names_in(outside.path()), ElementsAre(study_file_name));
  EXPECT_THAT(findings(taken(StudyFile::open(outside.path()))), IsEmpty());
}

TEST(StudyFolder, WithSomethingElseUnderTheNameIsLeftAlone) {
  const base::TemporaryDirectory outside;
  write_bytes(outside.path() / study_file_name, "something else");
  const auto made = make(outside.path());
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, ErrorCode::existing_study);
  EXPECT_EQ(read_bytes(outside.path() / study_file_name), "something else");
}

TEST(StudyFolder, WithAnEmptyFileOrAFolderUnderTheNameIsDamaged) {
  const base::TemporaryDirectory outside;
  write_bytes(outside.path() / study_file_name, "");
  EXPECT_EQ(find_study(outside.path()).error().code, ErrorCode::damaged_study);
  fs::remove(outside.path() / study_file_name);
  fs::create_directory(outside.path() / study_file_name);
  EXPECT_EQ(find_study(outside.path()).error().code, ErrorCode::damaged_study);
}

}  // namespace
}  // namespace kizashi::store
