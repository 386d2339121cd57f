// SPDX-License-Identifier: Apache-2.0
#include "kizashi/speech/voice_segments.h"

#include <gmock/gmock.h>

#include <cmath>
#include <string_view>
#include <utility>

namespace kizashi::speech {
namespace {

/// One letter a chunk: S speech, m less than sure, . silence, ? missing.
HeardSound sound_of(std::string_view letters) {
  HeardSound sound;
  sound.samples = static_cast<std::int64_t>(letters.size()) * chunk_samples;
  for (const char letter : letters) {
    if (letter == '?') {
      sound.probabilities.emplace_back(std::nullopt);
    } else {
      sound.probabilities.emplace_back(letter == 'S' ? 0.9F : letter == 'm' ? 0.4F : 0.1F);
    }
  }
  return sound;
}

/// The first chunk and the one after the last.
std::vector<std::pair<int, int>> chunks_of(std::string_view letters) {
  std::vector<std::pair<int, int>> chunks;
  for (const Segment& segment : find_segments(sound_of(letters), {})) {
    chunks.emplace_back(std::lround(segment.start_s / chunk_s), std::lround(segment.end_s / chunk_s));
  }
  return chunks;
}

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(VoiceSegments, AreNoneInSilence) {
  EXPECT_THAT(chunks_of(""), IsEmpty());
  EXPECT_THAT(chunks_of("......................"), IsEmpty());
  EXPECT_THAT(chunks_of("mmmmmmmmmmmmmmmmmmmmmm"), IsEmpty()) << "nothing begins without a sure chunk";
}

TEST(VoiceSegments, EndWhereTheProbabilityFallsBelowTheLowerLimit) {
  EXPECT_THAT(chunks_of("..SSSSSSSSmm......"), ElementsAre(Pair(2, 12)));
  EXPECT_THAT(chunks_of("..SSSSSSSS"), ElementsAre(Pair(2, 10))) << "at the end of the sound at the latest";
}

TEST(VoiceSegments, DropSpeechOfLessThanAQuarterOfASecond) {
  EXPECT_THAT(chunks_of("...SSSSSSS......"), IsEmpty()) << "0.224 s";
  EXPECT_THAT(chunks_of("...SSSSSSSS......"), ElementsAre(Pair(3, 11))) << "0.256 s";
}

TEST(VoiceSegments, KeepSilenceOfLessThanATenthOfASecond) {
  EXPECT_THAT(chunks_of("SSSSSSSS...SSSSSSSS"), ElementsAre(Pair(0, 19))) << "0.096 s";
  EXPECT_THAT(chunks_of("SSSSSSSS....SSSSSSSS"), ElementsAre(Pair(0, 8), Pair(12, 20))) << "0.128 s";
}

TEST(VoiceSegments, DoNotCrossMissingSound) {
  EXPECT_THAT(chunks_of("SSSSSSSS?SSSSSSSS"), ElementsAre(Pair(0, 8), Pair(9, 17)));
  EXPECT_THAT(chunks_of("SSSS?SSSS"), IsEmpty()) << "two halves of 0.128 s each";
}

TEST(VoiceSegments, EndWithTheLastSampleAtTheLatest) {
  HeardSound sound = sound_of("SSSSSSSSSS");
  sound.samples -= 300;
  const auto segments = find_segments(sound, {});
  ASSERT_EQ(segments.size(), 1U);
  EXPECT_EQ(segments[0].end_s, static_cast<double>(sound.samples) / media::audio_rate_hz);
}

}  // namespace
}  // namespace kizashi::speech
