// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/repeated_frames.h"

#include <gtest/gtest.h>

#include <vector>

namespace kizashi::series {
namespace {

constexpr double frame_s = 0.04;
constexpr double tolerance = 1e-9;

/// A first frame and then one for each change.
RepeatReport report_of(const std::vector<double>& changes) {
  RepeatedFrames frames{RepeatLimits{}};
  frames.add(0.0, std::nullopt);
  for (std::size_t i = 0; i < changes.size(); ++i) frames.add(static_cast<double>(i + 1) * frame_s, changes[i]);
  return frames.report();
}

TEST(RepeatedFrames, AreThoseThatStandStill) {
  const auto report = report_of({2.0, 0.0, 0.1, 3.0, 0.2, 4.0, 2.0, 2.0});
  EXPECT_EQ(report.compared_frames, 8);
  EXPECT_EQ(report.repeated_frames, 3);
  EXPECT_NEAR(report.repeated_share.value(), 3.0 / 8.0, tolerance);
}

TEST(RepeatedFrames, FreezeForTheTimeInWhichNoFrameBringsAnythingNew) {
  const auto report = report_of({2.0, 0.0, 2.0, 0.0, 0.4, 0.0, 2.0});
  EXPECT_NEAR(report.longest_freeze_s.value(), 3 * frame_s, tolerance);
  EXPECT_NEAR(report_of({2.0, 1.0, 3.0}).longest_freeze_s.value(), 0.0, tolerance);
  EXPECT_NEAR(report_of({0.0, 0.0}).longest_freeze_s.value(), 2 * frame_s, tolerance);
}

TEST(RepeatedFrames, AreAlsoThoseThatDipFarBelowBothNeighbours) {
  // Encoding leaves 0.6 of a repeat in the midst of large movement.
  EXPECT_EQ(report_of({5.0, 0.6, 5.0, 5.0, 0.6, 5.0}).repeated_frames, 2);
  EXPECT_EQ(report_of({5.0, 1.4, 5.0}).repeated_frames, 0);
}

TEST(RepeatedFrames, AMovementThatBeginsOrEndsIsNoDip) {
  EXPECT_EQ(report_of({0.5, 0.6, 9.0, 9.0, 0.6, 0.5}).repeated_frames, 0);
}

TEST(RepeatedFrames, ARepeatThatIsBothCountsOnce) { EXPECT_EQ(report_of({5.0, 0.1, 5.0}).repeated_frames, 1); }

TEST(RepeatedFrames, OfASingleFrameAreUnknown) {
  const auto report = report_of({});
  EXPECT_FALSE(report.repeated_share.has_value());
  EXPECT_FALSE(report.longest_freeze_s.has_value());
}

}  // namespace
}  // namespace kizashi::series
