// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/replaced_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "kizashi/base/temporary_directory.h"

namespace kizashi::pipeline {
namespace {

constexpr const char* mark = "mark.json";

void write(const std::filesystem::path& file, const std::string& text) { std::ofstream(file) << text; }

std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::size_t entries_in(const std::filesystem::path& folder) {
  const auto begin = std::filesystem::directory_iterator(folder);
  return static_cast<std::size_t>(std::distance(begin, {}));
}

TEST(ReplacedFolder, AppearsWhenItIsCommitted) {
  const base::TemporaryDirectory place;
  auto folder = ReplacedFolder::create(place.path() / "out", mark);
  ASSERT_TRUE(folder.ok());
  write(folder->path() / mark, "new");
  EXPECT_FALSE(std::filesystem::exists(place.path() / "out"));
  ASSERT_TRUE(folder->commit().ok());
  EXPECT_EQ(text_of(place.path() / "out" / mark), "new");
  EXPECT_EQ(entries_in(place.path()), 1U);
}

TEST(ReplacedFolder, LeavesNothingWhenItIsDropped) {
  const base::TemporaryDirectory place;
  {
    const auto folder = ReplacedFolder::create(place.path() / "out", mark);
    ASSERT_TRUE(folder.ok());
    write(folder->path() / mark, "new");
  }
  EXPECT_EQ(entries_in(place.path()), 0U);
}

TEST(ReplacedFolder, TakesThePlaceOfAnEarlierOneWithAllItsFiles) {
  const base::TemporaryDirectory place;
  const auto out = place.path() / "out";
  std::filesystem::create_directory(out);
  write(out / mark, "old");
  write(out / "gone.csv", "old");
  auto folder = ReplacedFolder::create(out.string() + "/", mark);
  ASSERT_TRUE(folder.ok());
  write(folder->path() / mark, "new");
  ASSERT_TRUE(folder->commit().ok());
  EXPECT_EQ(text_of(out / mark), "new");
  EXPECT_FALSE(std::filesystem::exists(out / "gone.csv"));
  EXPECT_EQ(entries_in(place.path()), 1U);
}

TEST(ReplacedFolder, RefusesAFolderThatHoldsOtherThings) {
  const base::TemporaryDirectory place;
  write(place.path() / "thesis.txt", "mine");
  const auto folder = ReplacedFolder::create(place.path(), mark);
  ASSERT_FALSE(folder.ok());
  EXPECT_EQ(folder.error().code, base::ErrorCode::invalid_option);
  EXPECT_EQ(text_of(place.path() / "thesis.txt"), "mine");
}

TEST(ReplacedFolder, RefusesAFileInItsPlace) {
  const base::TemporaryDirectory place;
  write(place.path() / "out", "a file");
  EXPECT_FALSE(ReplacedFolder::create(place.path() / "out", mark).ok());
}

}  // namespace
}  // namespace kizashi::pipeline
