// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/face_summary.h"

#include <gtest/gtest.h>

#include <random>

#include "kizashi/series/unit_evaluation.h"

namespace kizashi::series {
namespace {

using observation::ActionUnit;
using observation::Speech;

constexpr double frame_s = 0.04;
constexpr double tolerance = 1e-12;

observation::ActionUnitStates states_of(double intensity) {
  observation::ActionUnitStates states;
  states.fill(state_at(intensity));
  return states;
}

/// A long clip of random speech, lost faces and missing units.
FaceSummary random_clip(bool with_unknown) {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> intensity(0.0, 2.5);
  FaceSummarizer summarizer;
  auto speech = Speech::silent;
  for (int frame = 0; frame < 3000; ++frame) {
    if (random() % 12 == 0) {
      speech = std::array{Speech::speaking, Speech::silent, Speech::unknown}.at(random() % (with_unknown ? 3U : 2U));
    }
    if (random() % 40 == 0) {
      summarizer.add_lost(frame * frame_s);
      continue;
    }
    observation::ActionUnitStates states;
    for (auto& state : states) {
      if (random() % 10 != 0) state = states_of(intensity(random)).front();
    }
    summarizer.add(frame * frame_s, speech, states);
  }
  return summarizer.finish();
}

void expect_to_add_up(const FaceSummary& summary) {
  EXPECT_EQ(summary.speaking.frames + summary.silent.frames + summary.unknown.frames, summary.whole.frames);
  for (std::size_t u = 0; u < observation::action_unit_count; ++u) {
    std::int64_t frames = 0;
    double level = 0.0;
    double present = 0.0;
    for (const SegmentSummary* part : {&summary.speaking, &summary.silent, &summary.unknown}) {
      const UnitSummary& unit = part->units.at(u);
      frames += unit.frames;
      level += static_cast<double>(unit.frames) * unit.mean_intensity.value_or(0.0);
      present += static_cast<double>(unit.frames) * unit.present_share.value_or(0.0);
    }
    const UnitSummary& whole = summary.whole.units.at(u);
    ASSERT_GT(frames, 0);
    EXPECT_EQ(frames, whole.frames);
    EXPECT_NEAR(level / static_cast<double>(frames), whole.mean_intensity.value(), tolerance);
    EXPECT_NEAR(present / static_cast<double>(frames), whole.present_share.value(), tolerance);
  }
}

TEST(FaceSummary, SpeakingAndSilentAddUpToTheWholeWhereSpeechIsKnownThroughout) {
  const FaceSummary summary = random_clip(false);
  EXPECT_EQ(summary.unknown.frames, 0);
  expect_to_add_up(summary);
}

TEST(FaceSummary, SpeakingSilentAndUnknownAddUpToTheWhole) {
  const FaceSummary summary = random_clip(true);
  EXPECT_GT(summary.unknown.frames, 500);
  expect_to_add_up(summary);
}

TEST(FaceSummary, ABoutIsCutWhereSpeechBeginsAndCountsInBothParts) {
  FaceSummarizer summarizer;
  for (int frame = 0; frame < 10; ++frame) {
    summarizer.add(frame * frame_s, frame < 5 ? Speech::silent : Speech::speaking,
                   states_of(frame == 0 || frame == 9 ? 0.0 : 2.0));
  }
  const FaceSummary summary = summarizer.finish();
  const std::size_t smile = index_of(ActionUnit::AU12);
  EXPECT_EQ(summary.whole.units[smile].bouts, 1);
  EXPECT_NEAR(summary.whole.units[smile].mean_bout_s.value(), 8 * frame_s, tolerance);
  EXPECT_EQ(summary.silent.units[smile].bouts, 1);
  EXPECT_NEAR(summary.silent.units[smile].mean_bout_s.value(), 4 * frame_s, tolerance);
  EXPECT_EQ(summary.speaking.units[smile].bouts, 1);
  EXPECT_NEAR(summary.speaking.units[smile].mean_bout_s.value(), 4 * frame_s, tolerance);
  // Its beginning is seen in silence alone.
  EXPECT_NEAR(summary.silent.units[smile].onset_speed_per_s.value(), 2.0 / frame_s, 1e-9);
  EXPECT_FALSE(summary.speaking.units[smile].onset_speed_per_s.has_value());
}

TEST(FaceSummary, APartWithoutFramesHasNoNumbers) {
  FaceSummarizer summarizer;
  for (int frame = 0; frame < 10; ++frame) summarizer.add(frame * frame_s, Speech::silent, states_of(1.5));
  const FaceSummary summary = summarizer.finish();
  EXPECT_EQ(summary.speaking.frames, 0);
  EXPECT_EQ(summary.speaking.units.front().frames, 0);
  EXPECT_FALSE(summary.speaking.units.front().mean_intensity.has_value());
  EXPECT_FALSE(summary.speaking.co_activation.both_present_share[0][0].has_value());
}

TEST(FaceSummary, ALostFaceEndsBoutsAndIsAGap) {
  FaceSummarizer summarizer;
  for (int frame = 0; frame < 9; ++frame) {
    if (frame == 4) {
      summarizer.add_lost(frame * frame_s);
    } else {
      summarizer.add(frame * frame_s, Speech::silent, states_of(2.0));
    }
  }
  const FaceSummary summary = summarizer.finish();
  EXPECT_EQ(summary.gaps.gaps, 1);
  EXPECT_EQ(summary.whole.units.front().bouts, 2);
  EXPECT_EQ(summary.whole.frames, 8);
}

}  // namespace
}  // namespace kizashi::series
