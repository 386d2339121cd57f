// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/progress_report.h"

#include <gtest/gtest.h>

namespace kizashi::cli {
namespace {

TEST(ProgressLine, ShowsShareRateAndTimeLeft) {
  EXPECT_EQ(progress_line({"anna.mp4", 125, 0.5, 2.5}),
            "anna.mp4 [############------------]  50 %, 50 frames/s, 0:03 left");
}

TEST(ProgressLine, SaysOnlyWhatIsKnown) {
  EXPECT_EQ(progress_line({"anna.webm", 125, std::nullopt, 2.5}), "anna.webm 125 frames, 50 frames/s");
  EXPECT_EQ(progress_line({"anna.webm", 0, std::nullopt, 0.0}), "anna.webm 0 frames");
}

TEST(ProgressLine, NeverPassesTheWholeWhenTheContainerStatesTooFewFrames) {
  EXPECT_EQ(progress_line({"a", 300, 1.2, 3.0}), "a [########################] 100 %, 100 frames/s, 0:00 left");
}

TEST(ProgressLine, ShowsHoursForLongWork) {
  EXPECT_EQ(progress_line({"a", 1, 1.0 / 7201.0, 1.0}), "a [------------------------]   0 %, 1 frames/s, 2:00:00 left");
}

}  // namespace
}  // namespace kizashi::cli
