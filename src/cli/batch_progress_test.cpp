// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/batch_progress.h"

#include <gtest/gtest.h>

#include <fstream>

#include "kizashi/base/temporary_directory.h"

namespace kizashi::cli {
namespace {

class BatchProgressTest : public testing::Test {
 protected:
  pipeline::ClipTask clip(const std::string& name, std::size_t bytes) {
    const auto path = folder_.path() / name;
    std::ofstream(path) << std::string(bytes, 'x');
    return {path, "out", name};
  }

  base::TemporaryDirectory folder_;
};

TEST_F(BatchProgressTest, CountsAClipByItsSize) {
  BatchProgress progress({clip("small.mp4", 100), clip("large.mp4", 300)});
  progress.advanced(0, {50, 100});
  EXPECT_DOUBLE_EQ(progress.share_done().value(), 50.0 / 400.0);
  progress.ended(0, false);
  progress.advanced(1, {10, 20});
  EXPECT_DOUBLE_EQ(progress.share_done().value(), 250.0 / 400.0);
  EXPECT_EQ(progress.frames_done(), 60);
  EXPECT_EQ(progress.what(), "1/2 clips");
}

TEST_F(BatchProgressTest, TakesClipsFinishedBeforeForNoWork) {
  BatchProgress progress({clip("a.mp4", 1000), clip("b.mp4", 100)});
  progress.ended(0, true);
  EXPECT_FALSE(progress.share_done());
  progress.advanced(1, {1, 4});
  EXPECT_DOUBLE_EQ(progress.share_done().value(), 0.25);
}

TEST_F(BatchProgressTest, SaysNoShareOfAClipOfUnknownLength) {
  BatchProgress progress({clip("a.webm", 10)});
  progress.advanced(0, {7, std::nullopt});
  EXPECT_FALSE(progress.share_done());
  EXPECT_EQ(progress.frames_done(), 7);
  EXPECT_EQ(progress.what(), "a.webm");
}

TEST_F(BatchProgressTest, NeverPassesTheWholeWhenTheContainerStatesTooFewFrames) {
  BatchProgress progress({clip("a.mp4", 10)});
  progress.advanced(0, {300, 250});
  EXPECT_DOUBLE_EQ(progress.share_done().value(), 1.0);
}

TEST_F(BatchProgressTest, TakesInputsThatAreNotThereForLittleWork) {
  BatchProgress progress({{"/nowhere.mp4", "out", "nowhere"}, clip("a.mp4", 9)});
  progress.ended(0, false);
  EXPECT_DOUBLE_EQ(progress.share_done().value(), 0.1);
}

}  // namespace
}  // namespace kizashi::cli
