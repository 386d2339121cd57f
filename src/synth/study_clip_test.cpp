// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/study_clip.h"

#include <gtest/gtest.h>

#include <cmath>

#include "kizashi/synth/study_effects.h"

namespace kizashi::synth {
namespace {

StudySimulator study_of(std::string_view name, int ratees) {
  for (const auto& known : built_in_effects()) {
    if (known.name == name) return StudySimulator({*parse_study_effects(known.text, name), 1, ratees, 0});
  }
  throw std::out_of_range(std::string(name));
}

bool lie_within(const MovementScript& script) {
  for (const Movement& movement : script.movements) {
    if (movement.start_s < 0.0 || movement.hold_s < -1e-12 || movement.end_s() > script.duration_s + 1e-9) return false;
  }
  return true;
}

/// Of the ratees' latent intensities and what their clips show of them.
double correlation(const StudySimulator& simulator, const UnitMovement& shown) {
  const auto& units = simulator.design().effects.units;
  std::size_t unit = 0;
  while (units[unit].unit != shown.unit) ++unit;
  double n = 0.0;
  double x = 0.0;
  double y = 0.0;
  double xx = 0.0;
  double yy = 0.0;
  double xy = 0.0;
  for (std::size_t idx = 0; idx < simulator.ratees().size(); ++idx) {
    const double level = *simulator.ratees()[idx].unit_levels[unit].intensity;
    const double movement = mean_movement(main_clip_of(simulator, idx, 10.0), shown.kind);
    n += 1.0;
    x += level;
    y += movement;
    xx += level * level;
    yy += movement * movement;
    xy += level * movement;
  }
  return (n * xy - x * y) / std::sqrt((n * xx - x * x) * (n * yy - y * y));
}

TEST(StudyClip, ShowsMoreOfAUnitInWhomTheValueIsHigher) {
  const StudySimulator simulator = study_of("none", 60);
  for (const UnitMovement& shown : unit_movements()) {
    if (shown.unit == observation::ActionUnit::AU28 || shown.unit == observation::ActionUnit::AU45) continue;
    // Speech adds chance of its own to the mouth; the rest follows the value but for rare peaks beyond 5.
    const bool is_of_speech =
        shown.unit == observation::ActionUnit::AU25 || shown.unit == observation::ActionUnit::AU26;
    EXPECT_GT(correlation(simulator, shown), is_of_speech ? 0.7 : 0.95) << code_of(shown.unit);
  }
}

TEST(StudyClip, ShowsTheMeanIntensityAsAShareOfTheLargestMovement) {
  const StudySimulator simulator = study_of("paper", 4);
  const auto script = main_clip_of(simulator, 0, 10.0);
  const double intensity = *simulator.ratees()[0].unit_levels[0].intensity;
  constexpr double of_sampling = 0.02;  // frames lie 40 ms apart
  EXPECT_NEAR(mean_movement(script, MovementKind::brow_inner_raise) / 8.0 * 5.0, intensity, of_sampling);
}

TEST(StudyClip, KeepsEveryMovementWithinTheClipAndItsKindsSize) {
  const StudySimulator simulator = study_of("paper", 40);
  for (std::size_t idx = 0; idx < 40; ++idx) {
    for (const double duration_s : {1.0, 4.0, 10.0, 33.3}) {
      const auto script = main_clip_of(simulator, idx, duration_s);
      EXPECT_TRUE(lie_within(script)) << idx << " " << duration_s;
      for (const auto& shown : unit_movements()) {
        for (const Movement& movement : script.movements) {
          if (movement.kind != shown.kind) continue;
          EXPECT_LE(movement.size, shown.full_mm) << word_of(shown.kind);
        }
      }
      EXPECT_TRUE(lie_within(neutral_clip_of(simulator, idx, duration_s)));
    }
  }
}

TEST(StudyClip, RestsInANeutralClip) {
  const StudySimulator simulator = study_of("paper", 2);
  const auto script = neutral_clip_of(simulator, 1, 10.0);
  EXPECT_EQ(script.duration_s, 3.0);
  for (const auto& shown : unit_movements()) EXPECT_EQ(mean_movement(script, shown.kind), 0.0);
}

TEST(StudyClip, IsEachPersonsOwnAndTheSameEachTime) {
  const StudySimulator simulator = study_of("paper", 3);
  const auto first = main_clip_of(simulator, 0, 10.0);
  const auto again = main_clip_of(study_of("paper", 3), 0, 10.0);
  const auto second = main_clip_of(simulator, 1, 10.0);
  ASSERT_EQ(first.movements.size(), again.movements.size());
  for (std::size_t idx = 0; idx < first.movements.size(); ++idx) {
    EXPECT_EQ(first.movements[idx].start_s, again.movements[idx].start_s);
    EXPECT_EQ(first.movements[idx].size, again.movements[idx].size);
  }
  EXPECT_NE(first.camera.noise_seed, second.camera.noise_seed);
}

}  // namespace
}  // namespace kizashi::synth
