// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/abandoned_files.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "kizashi/base/atomic_file.h"
#include "kizashi/base/temporary_directory.h"

namespace kizashi::base {
namespace {

/// The number of a process that has ended.
pid_t ended_process() {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  waitpid(child, nullptr, 0);
  return child;
}

TEST(AbandonedFiles, AreThoseOfProcessesThatEnded) {
  const TemporaryDirectory folder;
  const auto path = folder.path() / fmt::format(".anna.measures.csv.partial-{}", ended_process());
  std::ofstream(path) << "half a row";
  const auto found = abandoned_files(folder.path());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].path, path);
  EXPECT_EQ(found[0].final_name, "anna.measures.csv");
}

TEST(AbandonedFiles, AreNotThoseThatSomebodyStillWrites) {
  const TemporaryDirectory folder;
  const auto file = AtomicFile::create(folder.path() / "anna.csv");
  ASSERT_TRUE(file.ok());
  EXPECT_TRUE(abandoned_files(folder.path()).empty());
}

TEST(AbandonedFiles, AreNotFilesOfOtherNames) {
  const TemporaryDirectory folder;
  const std::string process = std::to_string(ended_process());
  for (const std::string& name : {"anna.csv.partial-" + process, ".anna.csv.partial-" + process + "b",
                                  std::string(".anna.csv.partial-"), ".partial-" + process, std::string("anna.csv")}) {
    std::ofstream(folder.path() / name) << "kept";
  }
  EXPECT_TRUE(abandoned_files(folder.path()).empty());
}

TEST(AbandonedFiles, AreNoneWhereThereIsNoFolder) { EXPECT_TRUE(abandoned_files("/nowhere/at/all").empty()); }

}  // namespace
}  // namespace kizashi::base
