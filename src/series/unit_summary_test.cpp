// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/unit_summary.h"

#include <gtest/gtest.h>

#include <cmath>

#include "kizashi/series/unit_evaluation.h"

namespace kizashi::series {
namespace {

constexpr double frame_s = 0.04;
constexpr double bin_width = 0.002 + 1e-9;
constexpr double tolerance = 1e-9;

observation::ActionUnitState with_sides(double intensity, double left, double right) {
  observation::ActionUnitState state = state_at(intensity);
  state.left_intensity = left;
  state.right_intensity = right;
  return state;
}

observation::ActionUnitState state_of(double intensity) {
  return with_sides(intensity, intensity + 0.2, intensity - 0.2);
}

TEST(UnitSummary, CountsBoutsTheirLengthAndTheirOnsetSpeed) {
  UnitSummarizer summarizer;
  // Two triangles: up from 1 to 3 in 10 frames, down again in 10, with rest before, between and after.
  int frame = 0;
  const auto add = [&](double intensity) { summarizer.add(frame++ * frame_s, state_of(intensity)); };
  for (int triangle = 0; triangle < 2; ++triangle) {
    for (int i = 0; i < 30; ++i) add(0.0);
    for (int i = 0; i <= 20; ++i) add(1.0 + 0.2 * (10 - std::abs(i - 10)));
  }
  for (int i = 0; i < 30; ++i) add(0.0);
  const UnitSummary summary = summarizer.finish();
  EXPECT_EQ(summary.bouts, 2);
  EXPECT_NEAR(summary.mean_bout_s.value(), 21 * frame_s, tolerance);
  // From 0 in the frame before to 3 eleven frames later.
  EXPECT_NEAR(summary.onset_speed_per_s.value(), 3.0 / (11 * frame_s), 1e-6);
  EXPECT_NEAR(summary.present_share.value(), 42.0 / 132.0, tolerance);
  EXPECT_NEAR(summary.max_intensity.value(), 3.0, tolerance);
  EXPECT_NEAR(summary.asymmetry.value(), 0.4, tolerance);
}

TEST(UnitSummary, MeanAndSpreadAreThoseOfTheFrames) {
  UnitSummarizer summarizer;
  for (int i = 1; i <= 4; ++i) summarizer.add(i * frame_s, state_of(i));
  const UnitSummary summary = summarizer.finish();
  EXPECT_NEAR(summary.mean_intensity.value(), 2.5, tolerance);
  EXPECT_NEAR(summary.sd_intensity.value(), std::sqrt(5.0 / 3.0), tolerance);
  EXPECT_NEAR(summary.median_intensity.value(), 2.0, bin_width);
}

TEST(UnitSummary, AMovementWithinOneFrameHasAnOnset) {
  UnitSummarizer summarizer;
  for (int i = 0; i < 5; ++i) summarizer.add(i * frame_s, state_of(i == 3 ? 4.0 : 0.5));
  EXPECT_NEAR(summarizer.finish().onset_speed_per_s.value(), 3.5 / frame_s, 1e-9);
}

TEST(UnitSummary, ABoutThatIsOnAtTheBeginningHasNoOnsetAndOneAtTheEndLastsItsLastFrame) {
  UnitSummarizer summarizer;
  for (int i = 0; i < 5; ++i) summarizer.add(i * frame_s, state_of(2.0 + i));
  const UnitSummary summary = summarizer.finish();
  EXPECT_FALSE(summary.onset_speed_per_s.has_value());
  EXPECT_NEAR(summary.mean_bout_s.value(), 5 * frame_s, tolerance);
}

TEST(UnitSummary, ChangeIsCountedBetweenNeighboursAlone) {
  UnitSummarizer summarizer;
  summarizer.add(0 * frame_s, state_of(0.0));
  summarizer.add(1 * frame_s, state_of(1.0));
  summarizer.add(2 * frame_s, std::nullopt);
  summarizer.add(3 * frame_s, state_of(5.0));
  summarizer.add(4 * frame_s, state_of(4.5));
  EXPECT_NEAR(summarizer.finish().mean_change_per_s.value(), 1.5 / (2 * frame_s), 1e-9);
}

TEST(UnitSummary, SidesThatArePresentAtDifferentTimesAreToldApart) {
  UnitSummarizer summarizer;
  summarizer.add(0 * frame_s, with_sides(1.2, 2.0, 0.4));
  summarizer.add(1 * frame_s, with_sides(0.6, 1.1, 0.1));
  summarizer.add(2 * frame_s, with_sides(1.5, 1.5, 1.5));
  summarizer.add(3 * frame_s, with_sides(0.0, 0.0, 0.0));
  const UnitSummary summary = summarizer.finish();
  EXPECT_NEAR(summary.present_asymmetry.value(), 0.5, tolerance);
  EXPECT_NEAR(summary.asymmetry.value(), 0.8, tolerance);
}

TEST(UnitSummary, PresenceWithoutIntensityGivesBoutsAndAShareAlone) {
  UnitSummarizer summarizer;
  int frame = 0;
  for (const bool is_present : {false, true, true, false, true, false, false, false}) {
    observation::ActionUnitState state;
    state.is_present = is_present;
    summarizer.add(frame++ * frame_s, state);
  }
  const UnitSummary summary = summarizer.finish();
  EXPECT_EQ(summary.frames, 8);
  EXPECT_EQ(summary.bouts, 2);
  EXPECT_NEAR(summary.present_share.value(), 3.0 / 8.0, tolerance);
  EXPECT_NEAR(summary.mean_bout_s.value(), 1.5 * frame_s, tolerance);
  for (const auto& number :
       {summary.mean_intensity, summary.sd_intensity, summary.median_intensity, summary.p90_intensity,
        summary.max_intensity, summary.mean_change_per_s, summary.onset_speed_per_s, summary.asymmetry}) {
    EXPECT_FALSE(number.has_value());
  }
}

TEST(UnitSummary, IntensityWithoutPresenceHasNoShareOfIt) {
  UnitSummarizer summarizer;
  for (int i = 0; i < 3; ++i) {
    observation::ActionUnitState state;
    state.intensity = 2.0 + i;
    summarizer.add(i * frame_s, state);
  }
  const UnitSummary summary = summarizer.finish();
  EXPECT_EQ(summary.frames, 3);
  EXPECT_NEAR(summary.mean_intensity.value(), 3.0, tolerance);
  EXPECT_NEAR(summary.mean_change_per_s.value(), 1.0 / frame_s, tolerance);
  EXPECT_FALSE(summary.present_share.has_value());
  EXPECT_FALSE(summary.mean_bout_s.has_value());
}

TEST(UnitSummary, AFrameOfUnknownPresenceEndsABout) {
  UnitSummarizer summarizer;
  for (int i = 0; i < 5; ++i) {
    observation::ActionUnitState state = state_of(2.0);
    if (i == 2) state.is_present.reset();
    summarizer.add(i * frame_s, state);
  }
  const UnitSummary summary = summarizer.finish();
  EXPECT_EQ(summary.bouts, 2);
  EXPECT_EQ(summary.frames, 5);
  EXPECT_NEAR(summary.present_share.value(), 1.0, tolerance);
}

TEST(UnitSummary, LostFramesCountInNothingAndEndABout) {
  UnitSummarizer summarizer;
  summarizer.add(0 * frame_s, state_of(2.0));
  summarizer.add(1 * frame_s, std::nullopt);
  summarizer.add(2 * frame_s, state_of(2.0));
  const UnitSummary summary = summarizer.finish();
  EXPECT_EQ(summary.frames, 2);
  EXPECT_EQ(summary.bouts, 2);
  EXPECT_NEAR(summary.mean_intensity.value(), 2.0, tolerance);
}

TEST(UnitSummary, OfNothingHasNoNumbers) {
  const UnitSummary summary = UnitSummarizer{}.finish();
  EXPECT_EQ(summary.frames, 0);
  EXPECT_FALSE(summary.mean_intensity.has_value());
  EXPECT_FALSE(summary.present_share.has_value());
}

}  // namespace
}  // namespace kizashi::series
