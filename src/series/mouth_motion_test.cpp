// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/mouth_motion.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>
#include <random>

namespace kizashi::series {
namespace {

using observation::Speech;

struct Mouth {
  double frame_rate_hz = 25.0;
  double length_s = 10.0;
  std::function<std::optional<double>(double)> lip_gap_mm_at;
  std::function<Speech(double)> speech_at;
};

MouthMotion motion_of(const Mouth& mouth) {
  MouthMotionCollector collector;
  for (int idx = 0; idx < std::lround(mouth.length_s * mouth.frame_rate_hz); ++idx) {
    const double time_s = idx / mouth.frame_rate_hz;
    collector.add(time_s, mouth.lip_gap_mm_at(time_s), mouth.speech_at(time_s));
  }
  return collector.finish();
}

Speech in_turns(double time_s) { return std::fmod(time_s, 2.0) < 1.0 ? Speech::speaking : Speech::silent; }
Speech always(double) { return Speech::speaking; }

/// Opens and closes four times a second by 8 mm: 64 mm/s.
std::optional<double> talking_mm(double time_s) {
  return 8.0 * std::abs(std::fmod(time_s * 4.0 + 0.5, 1.0) - 0.5) * 2.0;
}
std::optional<double> resting_mm(double) { return 1.0; }

TEST(MouthMotion, IsTheWayOfTheLipsOverTheTime) {
  constexpr double tolerance_mm_per_s = 0.5;
  for (const double frame_rate_hz : {25.0, 30.0, 60.0, 120.0}) {
    const auto ramp = [](double time_s) { return std::optional(30.0 * time_s); };
    const auto motion = motion_of({frame_rate_hz, 4.0, ramp, always});
    EXPECT_NEAR(motion.speaking_speed_mm_per_s.value(), 30.0, 1e-6) << frame_rate_hz;
    EXPECT_NEAR(motion.speaking_s, 4.0, 0.1) << frame_rate_hz;
  }
  EXPECT_NEAR(motion_of({200.0, 4.0, talking_mm, always}).speaking_speed_mm_per_s.value(), 64.0, tolerance_mm_per_s);
  EXPECT_EQ(motion_of({25.0, 4.0, resting_mm, always}).speaking_speed_mm_per_s, 0.0);
}

TEST(MouthMotion, AgreesWhereTheMouthMovesWithTheVoice) {
  const auto with_voice = [](double time_s) { return in_turns(time_s) == Speech::speaking ? talking_mm(time_s) : 1.0; };
  const auto motion = motion_of({25.0, 10.0, with_voice, in_turns});
  EXPECT_GT(motion.agreement.value(), 0.95);
  EXPECT_GT(motion.speaking_speed_mm_per_s.value(), 40.0);
  EXPECT_LT(motion.silent_speed_mm_per_s.value(), 20.0) << "the window reaches into speech at either end";
}

TEST(MouthMotion, DisagreesWhereTheMouthMovesInTurnsWithTheVoice) {
  const auto after_voice = [](double time_s) { return in_turns(time_s) == Speech::silent ? talking_mm(time_s) : 1.0; };
  EXPECT_LT(motion_of({25.0, 10.0, after_voice, in_turns}).agreement.value(), 0.05);
}

TEST(MouthMotion, NeitherAgreesNorDisagreesWhereItHasNothingToDoWithTheVoice) {
  EXPECT_EQ(motion_of({25.0, 10.0, resting_mm, in_turns}).agreement, 0.5) << "ties count half";
  std::mt19937 random(4);
  std::normal_distribution<double> noise(0.0, 0.5);
  const auto jitter = [&](double) { return std::optional(5.0 + noise(random)); };
  // The standard error with as many windows of 0.2 s that share no frame: sqrt(1 / 12 / 150 + 1 / 12 / 150) = 0.033.
  EXPECT_NEAR(motion_of({25.0, 60.0, jitter, in_turns}).agreement.value(), 0.5, 0.1);
}

TEST(MouthMotion, IsUnknownWithLessThanASecondOfSpeechOrSilence) {
  const auto shortly = [](double length_s) {
    return [length_s](double time_s) { return time_s < length_s ? Speech::speaking : Speech::silent; };
  };
  const auto briefly = motion_of({25.0, 10.0, talking_mm, shortly(0.9)});
  EXPECT_FALSE(briefly.speaking_speed_mm_per_s);
  EXPECT_TRUE(briefly.silent_speed_mm_per_s);
  EXPECT_FALSE(briefly.agreement);
  EXPECT_TRUE(motion_of({25.0, 10.0, talking_mm, shortly(1.2)}).agreement);
  const auto nobody_listened = motion_of({25.0, 10.0, talking_mm, [](double) { return Speech::unknown; }});
  EXPECT_EQ(nobody_listened.speaking_s + nobody_listened.silent_s, 0.0);
  EXPECT_FALSE(nobody_listened.agreement);
}

TEST(MouthMotion, DoesNotCountAJumpAcrossFramesWithoutTheFace) {
  const auto lost_between = [](double time_s) -> std::optional<double> {
    if (time_s < 4.0) return 1.0;
    if (time_s < 6.0) return std::nullopt;
    return 20.0;
  };
  const auto motion = motion_of({25.0, 10.0, lost_between, always});
  EXPECT_EQ(motion.speaking_speed_mm_per_s, 0.0);
  EXPECT_NEAR(motion.speaking_s, 8.0, 0.1);
}

TEST(MouthMotion, IsUnknownWhereFramesAreFurtherApartThanItsWindow) {
  EXPECT_EQ(motion_of({8.0, 10.0, talking_mm, always}).speaking_s, 0.0);
}

}  // namespace
}  // namespace kizashi::series
