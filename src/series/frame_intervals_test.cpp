// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/frame_intervals.h"

#include <gtest/gtest.h>

namespace kizashi::series {
namespace {

constexpr double tolerance_s = 1e-4;

TEST(FrameIntervals, OfAnEvenClipAreRegularAndSumToItsDuration) {
  FrameIntervals intervals;
  for (int i = 0; i < 250; ++i) intervals.add(i / 25.0);
  const auto report = intervals.report();
  EXPECT_TRUE(report.regular);
  EXPECT_NEAR(report.median_s.value(), 0.04, tolerance_s);
  EXPECT_NEAR(report.duration_s, 10.0, tolerance_s);
}

TEST(FrameIntervals, OneDroppedFrameMakesAClipIrregular) {
  FrameIntervals intervals;
  for (int i = 0; i < 250; ++i) {
    if (i != 100) intervals.add(i / 25.0);
  }
  EXPECT_FALSE(intervals.report().regular);
  EXPECT_NEAR(intervals.report().longest_s.value(), 0.08, tolerance_s);
}

TEST(FrameIntervals, OfASingleFrameAreAbsent) {
  FrameIntervals intervals;
  intervals.add(0.0);
  EXPECT_EQ(intervals.report().frames, 1);
  EXPECT_FALSE(intervals.report().median_s.has_value());
}

}  // namespace
}  // namespace kizashi::series
