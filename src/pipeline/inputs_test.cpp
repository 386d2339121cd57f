// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/inputs.h"

#include <gmock/gmock.h>

#include <fstream>

#include "kizashi/base/temporary_directory.h"

namespace kizashi::pipeline {
namespace {

using testing::ElementsAre;

class Inputs : public testing::Test {
 protected:
  void add(const std::string& name) {
    std::filesystem::create_directories((folder_.path() / name).parent_path());
    std::ofstream(folder_.path() / name) << "x";
  }
  [[nodiscard]] std::vector<std::string> places(const std::vector<std::filesystem::path>& inputs) const {
    std::vector<std::string> result;
    const auto tasks = clip_tasks(inputs, "out");
    for (const ClipTask& task : *tasks) result.push_back((task.output_folder / task.stem).lexically_normal().string());
    return result;
  }
  base::TemporaryDirectory folder_;
};

TEST_F(Inputs, AFileBecomesItsStem) { EXPECT_THAT(places({"clips/anna.mp4"}), ElementsAre("out/anna")); }

TEST_F(Inputs, AFoldersSubfoldersAreMirroredAndOtherFilesLeftOut) {
  for (const char* name : {"b.mp4", "a.MOV", "deep/c.webm", "notes.txt"}) add(name);
  EXPECT_THAT(places({folder_.path()}), ElementsAre("out/a", "out/b", "out/deep/c"));
}

TEST_F(Inputs, TwoOfOneStemKeepTheirEndings) {
  EXPECT_THAT(places({"x/anna.mp4", "x/anna.mov", "x/ben.mp4"}),
              ElementsAre("out/anna.mp4", "out/anna.mov", "out/ben"));
}

TEST_F(Inputs, TwoOfOneWholeNameAreRefused) {
  const auto tasks = clip_tasks({"x/anna.mp4", "y/anna.mp4"}, "out");
  ASSERT_FALSE(tasks.ok());
  EXPECT_EQ(tasks.error().code, base::ErrorCode::invalid_option);
}

TEST_F(Inputs, TwoThatWouldWriteOneFileUnderDifferentStemsAreRefused) {
  const auto tasks = clip_tasks({"x/anna.mp4", "x/anna.measures.mp4"}, "out");  // anna.measures.csv
  ASSERT_FALSE(tasks.ok());
  EXPECT_EQ(tasks.error().code, base::ErrorCode::invalid_option);
}

TEST_F(Inputs, AFolderThatCannotBeReadIsATaskThatSaysSo) {
  add("good/anna.mp4");
  add("locked/ben.mp4");
  const auto locked = folder_.path() / "locked";
  std::filesystem::permissions(locked, std::filesystem::perms::none);
  std::error_code failure;
  const std::filesystem::directory_iterator entries(locked, failure);
  const auto tasks = clip_tasks({folder_.path(), "carl.mp4"}, "out");
  std::filesystem::permissions(locked, std::filesystem::perms::owner_all);
  if (!failure) GTEST_SKIP() << "this user reads every folder";
  ASSERT_TRUE(tasks.ok());
  ASSERT_EQ(tasks->size(), 3U);
  EXPECT_FALSE(tasks->at(0).problem);
  ASSERT_TRUE(tasks->at(1).problem);
  EXPECT_EQ(tasks->at(1).problem->code, base::ErrorCode::unreadable_file);
  EXPECT_FALSE(tasks->at(2).problem);
}

TEST_F(Inputs, AClipCalledLikeTheRunsSummaryKeepsItsEnding) {
  EXPECT_THAT(places({"x/summary.mp4", "x/ben.mp4"}), ElementsAre("out/summary.mp4", "out/ben"));
}

TEST_F(Inputs, AnOverlayInAFolderIsNoClip) {
  add("anna.webm");
  add("anna.overlay.webm");
  add("anna.overlay-blur.webm");
  EXPECT_THAT(places({folder_.path()}), ElementsAre("out/anna"));
}

TEST_F(Inputs, AFolderAndAFileOfOneStemKeepTheirEndings) {
  add("anna.mp4");
  EXPECT_THAT(places({folder_.path(), "x/anna.mov"}), ElementsAre("out/anna.mp4", "out/anna.mov"));
}

TEST_F(Inputs, JapaneseNamesStayAsTheyAre) { EXPECT_THAT(places({"自己紹介.mp4"}), ElementsAre("out/自己紹介")); }

}  // namespace
}  // namespace kizashi::pipeline
