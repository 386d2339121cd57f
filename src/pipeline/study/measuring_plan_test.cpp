// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/measuring_plan.h"

#include <gmock/gmock.h>

#include <string>

namespace kizashi::pipeline {
namespace {

study::Clip clip(const std::string& stem) { return {*study::clip_key_of(stem), stem + ".mp4", stem}; }

/// What each clip counts from, `STEM<NEUTRAL`.
std::vector<std::string> words_of(const MeasurableClips& measurable) {
  std::vector<std::string> words;
  for (const PlannedClip& one : measurable.clips) {
    words.push_back(study::stem_of(one.clip.key) + "<" + (one.neutral ? study::stem_of(one.neutral->key) : ""));
  }
  return words;
}

study::Exclusion person(const char* id) { return {*study::ParticipantId::of(id), std::nullopt, "left"}; }

study::Exclusion recording(const char* stem) {
  const auto key = *study::clip_key_of(stem);
  return {key.participant, key, "noise"};
}

TEST(MeasurableClips, AMainClipCountsFromTheNeutralOfItsSession) {
  const auto plan =
      measurable_clips({clip("a"), clip("a_neutral"), clip("a_ses-2"), clip("a_ses-2_neutral"), clip("b")}, {});
  EXPECT_THAT(words_of(plan),
              testing::ElementsAre("a<a_neutral", "a_neutral<", "a_ses-2<a_ses-2_neutral", "a_ses-2_neutral<", "b<"));
}

TEST(MeasurableClips, OfSeveralNeutralTakesTheLatestCounts) {
  const auto plan = measurable_clips({clip("a"), clip("a_take-2_neutral"), clip("a_neutral")}, {});
  EXPECT_THAT(words_of(plan), testing::Contains("a<a_take-2_neutral"));
}

TEST(MeasurableClips, ASessionWithoutANeutralTakesThatOfTheFirstWithOne) {
  const auto plan = measurable_clips(
      {clip("a"), clip("a_ses-3_neutral"), clip("a_ses-2_neutral"), clip("a_ses-2_take-2_neutral")}, {});
  EXPECT_THAT(words_of(plan), testing::Contains("a<a_ses-2_take-2_neutral"));
}

TEST(MeasurableClips, AnExcludedPersonsClipsAreLeftOutAndSoIsAnExcludedTake) {
  const auto plan = measurable_clips({clip("a"), clip("a_neutral"), clip("b"), clip("b_take-2")},
                                     {person("a"), recording("b_take-2")});
  EXPECT_THAT(words_of(plan), testing::ElementsAre("b<"));
  ASSERT_EQ(plan.left_out.size(), 3U);
  EXPECT_EQ(plan.left_out.back().file, "b_take-2.mp4");
}

TEST(MeasurableClips, AnExcludedNeutralIsNobodysBaseline) {
  const auto plan =
      measurable_clips({clip("a"), clip("a_neutral"), clip("a_take-2_neutral")}, {recording("a_take-2_neutral")});
  EXPECT_THAT(words_of(plan), testing::ElementsAre("a<a_neutral", "a_neutral<"));
}

}  // namespace
}  // namespace kizashi::pipeline
