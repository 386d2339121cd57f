// SPDX-License-Identifier: Apache-2.0
#include "kizashi/speech/voice_detector.h"

#include <gmock/gmock.h>

#include <cmath>
#include <functional>
#include <numbers>
#include <random>

#include "kizashi/speech/speech_track.h"

namespace kizashi::speech {
namespace {

using Signal = std::vector<float>;

Signal signal(double length_s, const std::function<double(double)>& value_at) {
  Signal samples(static_cast<std::size_t>(length_s * media::audio_rate_hz));
  for (std::size_t idx = 0; idx < samples.size(); ++idx) {
    samples[idx] = static_cast<float>(value_at(static_cast<double>(idx) / media::audio_rate_hz));
  }
  return samples;
}

double sine(double time_s, double frequency_hz) { return std::sin(2.0 * std::numbers::pi * frequency_hz * time_s); }

class VoiceDetectorTest : public testing::Test {
 protected:
  void SetUp() override {
    const infer::ModelStore store(infer::built_in_manifest(), infer::default_model_folders());
    if (!store.load("voice_activity").ok()) GTEST_SKIP() << "no voice activity model; run scripts/setup";
    auto detector = VoiceDetector::create(infer::Runtime({}), store);
    ASSERT_TRUE(detector.ok());
    detector_ = *std::move(detector);
  }

  [[nodiscard]] HeardSound hear(const Signal& samples, std::size_t piece_size = 16000) const {
    auto listener = detector_->listen();
    for (std::size_t first = 0; first < samples.size(); first += piece_size) {
      const auto end = std::min(first + piece_size, samples.size());
      listener.add(
          {static_cast<std::int64_t>(first),
           {samples.begin() + static_cast<std::ptrdiff_t>(first), samples.begin() + static_cast<std::ptrdiff_t>(end)}});
    }
    return listener.finish();
  }

  [[nodiscard]] double speaking_share(const Signal& samples) const {
    const SpeechTrack track(hear(samples), 0.0, {});
    return track.summary(static_cast<double>(samples.size()) / media::audio_rate_hz).speaking_share.value();
  }

  std::optional<VoiceDetector> detector_;
};

TEST_F(VoiceDetectorTest, HearsNoSpeechInSilence) {
  const auto heard = hear(signal(3.0, [](double) { return 0.0; }));
  EXPECT_EQ(heard.probabilities.size(), 94U);
  EXPECT_THAT(heard.probabilities, testing::Each(testing::Optional(testing::Lt(0.1F))));
}

TEST_F(VoiceDetectorTest, HearsNoSpeechInTones) {
  for (const double frequency_hz : {100.0, 440.0, 1000.0, 3000.0}) {
    EXPECT_EQ(speaking_share(signal(3.0, [&](double time_s) { return 0.5 * sine(time_s, frequency_hz); })), 0.0)
        << frequency_hz;
  }
  const auto chord = [](double time_s) {
    return 0.2 * (sine(time_s, 220) + sine(time_s, 277.2) + sine(time_s, 329.6));
  };
  EXPECT_EQ(speaking_share(signal(3.0, chord)), 0.0);
}

TEST_F(VoiceDetectorTest, HearsNoSpeechInNoise) {
  for (const double level : {0.001, 0.03, 0.3}) {
    std::mt19937 random(11);
    std::normal_distribution<double> noise(0.0, level);
    EXPECT_EQ(speaking_share(signal(5.0, [&](double) { return noise(random); })), 0.0) << level;
  }
}

TEST_F(VoiceDetectorTest, HearsNoSpeechInKnocks) {
  const auto knock = [](double time_s) {
    const double since_s = std::fmod(time_s, 0.7);
    return 0.8 * std::exp(-since_s / 0.01) * sine(since_s, 300.0);
  };
  EXPECT_EQ(speaking_share(signal(5.0, knock)), 0.0);
}

TEST_F(VoiceDetectorTest, GivesTheSameForAnyPiecesAndEveryTime) {
  std::mt19937 random(12);
  std::normal_distribution<double> noise(0.0, 0.1);
  const auto samples = signal(1.03, [&](double time_s) { return noise(random) * std::max(0.0, sine(time_s, 4.0)); });
  const auto once = hear(samples);
  EXPECT_EQ(once.samples, static_cast<std::int64_t>(samples.size()));
  EXPECT_EQ(once.probabilities.size(), 33U);
  for (const std::size_t piece_size : {std::size_t{1}, std::size_t{160}, std::size_t{512}, std::size_t{777}}) {
    EXPECT_EQ(hear(samples, piece_size).probabilities, once.probabilities) << piece_size;
  }
}

TEST_F(VoiceDetectorTest, KnowsNothingOfAChunkThatTheRecordingDoesNotHoldWhole) {
  auto listener = detector_->listen();
  listener.add({0, Signal(1000, 0.0F)});
  listener.add({1000, Signal(1000, 0.0F), false});
  listener.add({2000, Signal(1000, 0.0F)});
  std::vector<bool> known;
  for (const auto& probability : listener.finish().probabilities) known.push_back(probability.has_value());
  EXPECT_THAT(known, testing::ElementsAre(true, false, false, false, true, true));
}

TEST_F(VoiceDetectorTest, KeepsTheLargestSampleOfEitherSign) {
  auto listener = detector_->listen();
  listener.add({0, {0.25F, -0.75F, 0.5F}});
  listener.add({3, {0.125F}});
  EXPECT_EQ(listener.finish().peak, 0.75F);
}

TEST_F(VoiceDetectorTest, RefusesPiecesWithAGapBetweenThem) {
  auto listener = detector_->listen();
  listener.add({0, Signal(100, 0.0F)});
  EXPECT_ANY_THROW(listener.add({200, Signal(100, 0.0F)}));
}

TEST_F(VoiceDetectorTest, HearsNothingInNoSound) {
  auto listener = detector_->listen();
  const auto heard = listener.finish();
  EXPECT_EQ(heard.samples, 0);
  EXPECT_EQ(heard.peak, 0.0F);
  EXPECT_TRUE(heard.probabilities.empty());
}

}  // namespace
}  // namespace kizashi::speech
