// SPDX-License-Identifier: Apache-2.0
#include "kizashi/speech/speech_track.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace kizashi::speech {
namespace {

using observation::Speech;

constexpr double tolerance_s = 1e-9;

/// Seconds of sound, 31.25 chunks each, that nobody speaks in.
HeardSound silence(double length_s) {
  HeardSound sound;
  sound.samples = std::llround(length_s * media::audio_rate_hz);
  sound.probabilities.assign(static_cast<std::size_t>((sound.samples + chunk_samples - 1) / chunk_samples), 0.125F);
  return sound;
}

void set(HeardSound& sound, std::size_t first, std::size_t end, std::optional<float> probability) {
  std::fill(sound.probabilities.begin() + static_cast<std::ptrdiff_t>(first),
            sound.probabilities.begin() + static_cast<std::ptrdiff_t>(end), probability);
}

/// Four seconds of sound that begins at one second; speech from chunk 25 to 50 (1.8 to 2.6 s), chunks 75 to 100 (3.4 to
/// 4.2 s) missing.
SpeechTrack track(double offset_s = 1.0) {
  HeardSound sound = silence(4.0);
  set(sound, 25, 50, 0.875F);
  set(sound, 75, 100, std::nullopt);
  return {std::move(sound), offset_s, {}};
}

TEST(SpeechTrack, KnowsWhatIsUnderAFramesTime) {
  const auto heard = track();
  for (const double silent_s : {1.0, 1.79, 2.61, 3.39, 4.21, 4.99}) {
    EXPECT_EQ(heard.at(silent_s).state, Speech::silent) << silent_s;
    EXPECT_EQ(heard.at(silent_s).probability, 0.125) << silent_s;
  }
  for (const double spoken_s : {1.8, 2.0, 2.59}) {
    EXPECT_EQ(heard.at(spoken_s).state, Speech::speaking) << spoken_s;
    EXPECT_EQ(heard.at(spoken_s).probability, 0.875) << spoken_s;
  }
}

TEST(SpeechTrack, KnowsNothingWhereThereIsNoSound) {
  const auto heard = track();
  for (const double unknown_s : {-1.0, 0.0, 0.99, 3.41, 4.19, 5.0, 1e12}) {
    EXPECT_EQ(heard.at(unknown_s).state, Speech::unknown) << unknown_s;
    EXPECT_FALSE(heard.at(unknown_s).probability) << unknown_s;
  }
  EXPECT_EQ(SpeechTrack({}, 0.0, {}).at(0.0).state, Speech::unknown);
}

TEST(SpeechTrack, SumsUpThePartOfTheSoundThatLiesInTheClip) {
  const auto whole = track().summary(10.0);
  EXPECT_NEAR(whole.covered_s, 3.2, tolerance_s);
  EXPECT_NEAR(whole.speaking_s, 0.8, tolerance_s);
  EXPECT_NEAR(whole.speaking_share.value(), 0.25, tolerance_s);
  EXPECT_EQ(whole.segments, 1);
  const auto cut = track().summary(2.2);
  EXPECT_NEAR(cut.covered_s, 1.2, tolerance_s);
  EXPECT_NEAR(cut.speaking_s, 0.4, tolerance_s);
  const auto early = track(-1.2).summary(10.0);
  EXPECT_NEAR(early.covered_s, 2.0, tolerance_s);
  EXPECT_NEAR(early.speaking_s, 0.4, tolerance_s) << "what was said before the first frame is not part of the clip";
}

TEST(SpeechTrack, HasNoShareWhereTheSoundMissesTheClip) {
  const auto summary = track().summary(0.5);
  EXPECT_EQ(summary.covered_s, 0.0);
  EXPECT_EQ(summary.segments, 0);
  EXPECT_FALSE(summary.speaking_share);
}

TEST(SpeechTrack, CountsAShortLastChunkAsLongAsItIs) {
  EXPECT_NEAR(SpeechTrack(silence(0.04), 0.0, {}).summary(1.0).covered_s, 0.04, tolerance_s);
}

}  // namespace
}  // namespace kizashi::speech
