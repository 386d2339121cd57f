// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/atomic_file.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>

#include "kizashi/base/temporary_directory.h"

namespace kizashi::base {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(AtomicFile, AppearsUnderItsNameOnlyWhenCommitted) {
  const TemporaryDirectory folder;
  auto file = AtomicFile::create(folder.path() / "table.csv");
  ASSERT_TRUE(file.ok());
  ASSERT_TRUE(file->write("frame\n").ok());
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "table.csv"));
  ASSERT_TRUE(file->commit().ok());
  EXPECT_EQ(text_of(folder.path() / "table.csv"), "frame\n");
}

TEST(AtomicFile, LeavesNothingWhenDropped) {
  const TemporaryDirectory folder;
  {
    auto file = AtomicFile::create(folder.path() / "table.csv");
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE(file->write("half").ok());
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(AtomicFile, KeepsTheOldFileUntilTheNewOneIsWhole) {
  const TemporaryDirectory folder;
  std::ofstream(folder.path() / "table.csv") << "old";
  {
    auto file = AtomicFile::create(folder.path() / "table.csv");
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE(file->write("new").ok());
  }
  EXPECT_EQ(text_of(folder.path() / "table.csv"), "old");
}

TEST(AtomicFile, SaysThatAFolderIsMissing) {
  const auto file = AtomicFile::create("/nowhere/at/all/table.csv");
  ASSERT_FALSE(file.ok());
  EXPECT_EQ(file.error().code, ErrorCode::output_unwritable);
}

TEST(AtomicFile, SaysThatTheDiskIsFull) {
  const TemporaryDirectory folder;
  const auto partial = folder.path() / fmt::format(".table.csv.partial-{}", static_cast<long>(getpid()));
  std::filesystem::create_symlink("/dev/full", partial);
  auto file = AtomicFile::create(folder.path() / "table.csv");
  ASSERT_TRUE(file.ok());
  const auto status = file->write(std::string(1 << 20, 'x'));
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::disk_full);
}

}  // namespace
}  // namespace kizashi::base
