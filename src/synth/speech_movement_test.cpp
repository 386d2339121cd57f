// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/speech_movement.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace kizashi::synth {
namespace {

Speech speech_of(std::uint64_t seed) {
  Speech speech;
  speech.start_s = 1.0;
  speech.duration_s = 10.0;
  speech.seed = seed;
  return speech;
}

TEST(SpeechMovement, StaysWithinItsTimeAndSize) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    for (const Movement& movement : movements_of(speech_of(seed))) {
      EXPECT_GE(movement.start_s, 1.0);
      EXPECT_LE(movement.end_s(), 11.0 + 1e-9);
      EXPECT_GT(movement.size, 0.0);
      EXPECT_LE(movement.size, 8.0);
    }
  }
}

TEST(SpeechMovement, HasAboutSoManySyllables) {
  Speech speech = speech_of(1);
  for (const double rate : {2.0, 4.0, 6.0}) {
    speech.syllables_per_s = rate;
    const auto movements = movements_of(speech);
    const auto syllables = std::count_if(movements.begin(), movements.end(), [](const Movement& movement) {
      return movement.kind == MovementKind::jaw_drop;
    });
    EXPECT_NEAR(static_cast<double>(syllables), 10.0 * rate, 0.15 * 10.0 * rate);
  }
}

TEST(SpeechMovement, VariesInSizeButIsTheSameEveryTime) {
  const auto first = movements_of(speech_of(7));
  const auto second = movements_of(speech_of(7));
  const auto other = movements_of(speech_of(8));
  ASSERT_EQ(first.size(), second.size());
  for (std::size_t idx = 0; idx < first.size(); ++idx) {
    EXPECT_EQ(first[idx].size, second[idx].size);
    EXPECT_EQ(first[idx].start_s, second[idx].start_s);
  }
  EXPECT_NE(first.front().size, other.front().size);
  EXPECT_NE(first[0].size, first[2].size);
}

TEST(SpeechMovement, OfNoTimeIsSilent) {
  Speech speech = speech_of(1);
  speech.duration_s = 0.0;
  EXPECT_THAT(movements_of(speech), testing::IsEmpty());
}

}  // namespace
}  // namespace kizashi::synth
