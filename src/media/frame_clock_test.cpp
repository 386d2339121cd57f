// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/frame_clock.h"

#include <gtest/gtest.h>

namespace kizashi::media {
namespace {

constexpr double unit_s = 0.001;
constexpr double nominal_step_s = 0.04;
constexpr double rounding_s = 1e-12;

TEST(FrameClock, CountsFromTheFirstFrame) {
  FrameClock clock(unit_s, nominal_step_s);
  EXPECT_EQ(clock.stamp(1400), 0.0);
  EXPECT_NEAR(clock.stamp(1433), 0.033, rounding_s);
  EXPECT_NEAR(clock.start_s(), 1.4, rounding_s);
  EXPECT_EQ(clock.untimed_frames(), 0);
}

TEST(FrameClock, KeepsVariableSteps) {
  FrameClock clock(unit_s, nominal_step_s);
  EXPECT_EQ(clock.stamp(0), 0.0);
  EXPECT_NEAR(clock.stamp(33), 0.033, rounding_s);
  EXPECT_NEAR(clock.stamp(500), 0.5, rounding_s);
  EXPECT_NEAR(clock.stamp(510), 0.51, rounding_s);
}

TEST(FrameClock, TimesAFrameWithoutATimeFromTheStepBefore) {
  FrameClock clock(unit_s, nominal_step_s);
  clock.stamp(0);
  clock.stamp(20);
  EXPECT_NEAR(clock.stamp(std::nullopt), 0.04, rounding_s);
  EXPECT_NEAR(clock.stamp(60), 0.06, rounding_s);
  EXPECT_EQ(clock.untimed_frames(), 1);
}

TEST(FrameClock, UsesTheNominalStepWhileNoneIsKnown) {
  FrameClock clock(unit_s, nominal_step_s);
  clock.stamp(100);
  EXPECT_NEAR(clock.stamp(std::nullopt), nominal_step_s, rounding_s);
}

TEST(FrameClock, NeverRunsBackwards) {
  FrameClock clock(unit_s, nominal_step_s);
  clock.stamp(0);
  clock.stamp(40);
  EXPECT_GE(clock.stamp(10), 0.04);
  EXPECT_EQ(clock.untimed_frames(), 1);
}

TEST(FrameClock, WithoutAnyTimesCountsByTheNominalStep) {
  FrameClock clock(unit_s, nominal_step_s);
  for (int frame = 0; frame < 5; ++frame) EXPECT_NEAR(clock.stamp(std::nullopt), frame * nominal_step_s, rounding_s);
  EXPECT_EQ(clock.start_s(), 0.0);
  EXPECT_EQ(clock.untimed_frames(), 5);
}

}  // namespace
}  // namespace kizashi::media
