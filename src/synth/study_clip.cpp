// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/study_clip.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kizashi/base/check.h"
#include "kizashi/base/seeded_random.h"
#include "kizashi/synth/speech_movement.h"

namespace kizashi::synth {

namespace {

using base::SeededRandom;
using observation::ActionUnit;

constexpr int size_px = 480;  // a face some 200 px high, at a third of the time of 720
constexpr double frame_rate_hz = 25.0;
constexpr double longest_neutral_s = 3.0;
constexpr double highest_intensity = 5.0;
/// Of a unit of which the effects state presence alone.
constexpr double usual_intensity = 2.5;
/// Smaller ones are below what a warp of this size shows.
constexpr double smallest_mm = 0.05;
constexpr double usual_bout_s = 1.2;
constexpr double ramp_share = 0.3;
constexpr double longest_ramp_s = 0.4;
constexpr double blink_s = 0.28;
constexpr double syllables_size_mm = 8.0;  // of the average speaker

/// What the values of a unit are without effects.
struct UnitTarget {
  double intensity = usual_intensity;  ///< mean over the clip
  double presence = 0.3;
  double usual_intensity_of_unit = usual_intensity;
};

std::optional<UnitTarget> target_of(const StudySimulator& simulator, std::size_t ratee_idx, ActionUnit unit) {
  const auto& units = simulator.design().effects.units;
  const auto known = std::find_if(units.begin(), units.end(), [unit](const auto& one) { return one.unit == unit; });
  if (known == units.end()) return std::nullopt;
  const auto& level = simulator.ratees().at(ratee_idx).unit_levels.at(static_cast<std::size_t>(known - units.begin()));
  UnitTarget target;
  target.presence = std::clamp(level.presence.value_or(target.presence), 0.02, 0.9);
  target.usual_intensity_of_unit = known->intensity ? known->intensity->mean : usual_intensity * target.presence;
  target.intensity = std::clamp(level.intensity.value_or(usual_intensity * target.presence), 0.0, highest_intensity);
  return target;
}

struct Bout {
  double start_s = 0.0;
  double length_s = 0.0;
};

/// So many bouts, each somewhere in its own part of the clip.
std::vector<Bout> spread(int count, double length_s, double duration_s, SeededRandom& random) {
  const double part_s = duration_s / count;
  const double fitting_s = std::min(length_s, 0.95 * part_s);
  std::vector<Bout> bouts;
  for (int idx = 0; idx < count; ++idx) {
    bouts.push_back({part_s * idx + random.between(0.0, part_s - fitting_s), fitting_s});
  }
  return bouts;
}

Movement movement_of(MovementKind kind, const Bout& bout, double size) {
  const double ramp_s = std::min(ramp_share * bout.length_s, longest_ramp_s);
  return {kind, Side::both, bout.start_s, ramp_s, bout.length_s - 2.0 * ramp_s, ramp_s, size};
}

/// Bouts that fill the presence's share of the clip, as strong as the mean intensity over the whole clip asks.
void add_bouts(MovementScript& script, const UnitMovement& shown, const UnitTarget& target, SeededRandom& random) {
  const double total_s = target.presence * script.duration_s;
  const int count = std::max(1, static_cast<int>(std::lround(total_s / usual_bout_s)));
  const auto bouts = spread(count, total_s / count, script.duration_s, random);
  const Movement unit = movement_of(shown.kind, bouts.front(), 1.0);
  const double at_full_s = count * (unit.hold_s + 0.5 * (unit.onset_s + unit.offset_s));
  const double peak = std::min(target.intensity * script.duration_s / at_full_s, highest_intensity);
  const double size_mm = peak / highest_intensity * shown.full_mm;
  if (size_mm < smallest_mm) return;
  for (const Bout& bout : bouts) script.movements.push_back(movement_of(shown.kind, bout, size_mm));
}

void add_blinks(MovementScript& script, const UnitMovement& shown, double presence, SeededRandom& random) {
  const int count = std::max(1, static_cast<int>(std::lround(presence * script.duration_s / blink_s)));
  for (const Bout& bout : spread(count, blink_s, script.duration_s, random)) {
    script.movements.push_back(movement_of(shown.kind, bout, shown.full_mm));
  }
}

double factor_of(const std::optional<UnitTarget>& target) {
  if (!target || !(target->usual_intensity_of_unit > 0.0)) return 1.0;
  return std::clamp(target->intensity / target->usual_intensity_of_unit, 0.2, 2.0);
}

/// Two stretches of speech with a pause between; jaw and lips open as wide as AU26 and AU25 of this person ask.
void add_speech(MovementScript& script, double jaw_factor, double lips_factor, SeededRandom& random) {
  for (const auto& [begin, end] : {std::array{0.08, 0.48}, std::array{0.54, 0.95}}) {
    Speech speech;
    speech.start_s = begin * script.duration_s;
    speech.duration_s = (end - begin) * script.duration_s;
    speech.size_mm = syllables_size_mm;
    speech.seed = random.below(1'000'000'000);
    for (Movement movement : movements_of(speech)) {
      movement.size *= movement.kind == MovementKind::jaw_drop ? jaw_factor : lips_factor;
      script.movements.push_back(movement);
    }
  }
}

/// Turns one after the other, of either sense, all through the clip.
void add_head(MovementScript& script, MovementKind kind, double largest_deg, SeededRandom& random) {
  for (double start_s = 0.0; start_s < script.duration_s;) {
    const double length_s = std::min(random.between(1.8, 3.2), script.duration_s - start_s);
    const double size_deg = random.between(-largest_deg, largest_deg);
    script.movements.push_back({kind, Side::both, start_s, 0.5 * length_s, 0.0, 0.5 * length_s, size_deg});
    start_s += length_s;
  }
}

MovementScript empty_script(double duration_s, SeededRandom& random) {
  MovementScript script;
  script.size_px = size_px;
  script.frame_rate_hz = frame_rate_hz;
  script.duration_s = duration_s;
  script.camera.light_gain = random.between(0.9, 1.05);
  script.camera.noise_sd = 2.0;
  script.camera.noise_seed = random.below(1'000'000'000);
  return script;
}

void add_head(MovementScript& script, double factor, SeededRandom& random) {
  add_head(script, MovementKind::head_turn, 5.0 * factor, random);
  add_head(script, MovementKind::head_nod, 3.0 * factor, random);
  add_head(script, MovementKind::head_roll, 3.0 * factor, random);
}

}  // namespace

const std::vector<UnitMovement>& unit_movements() {
  // The largest movement of each kind, but for the mouth's openings: what a wide open one shows.
  static const std::vector<UnitMovement> all{{ActionUnit::AU01, MovementKind::brow_inner_raise, 8.0},
                                             {ActionUnit::AU02, MovementKind::brow_outer_raise, 8.0},
                                             {ActionUnit::AU04, MovementKind::brow_lower, 6.0},
                                             {ActionUnit::AU05, MovementKind::lid_raise, 4.0},
                                             {ActionUnit::AU06, MovementKind::cheek_raise, 4.0},
                                             {ActionUnit::AU07, MovementKind::lower_lid_raise, 3.0},
                                             {ActionUnit::AU12, MovementKind::lip_corner_pull, 8.0},
                                             {ActionUnit::AU15, MovementKind::lip_corner_depress, 8.0},
                                             {ActionUnit::AU20, MovementKind::lip_stretch, 8.0},
                                             {ActionUnit::AU25, MovementKind::lips_part, 12.0},
                                             {ActionUnit::AU26, MovementKind::jaw_drop, 20.0},
                                             {ActionUnit::AU28, MovementKind::lip_suck, 5.0},
                                             {ActionUnit::AU45, MovementKind::blink, 15.0}};
  return all;
}

MovementScript main_clip_of(const StudySimulator& simulator, std::size_t ratee_idx, double duration_s) {
  KIZASHI_CHECK(duration_s >= 1.0, "time enough to move");
  SeededRandom random(simulator.design().seed, "main clip", ratee_idx);
  MovementScript script = empty_script(duration_s, random);
  for (const UnitMovement& shown : unit_movements()) {
    // The seeds of what follows must not depend on which units the effects state.
    SeededRandom for_unit(simulator.design().seed, word_of(shown.kind), ratee_idx);
    const auto target = target_of(simulator, ratee_idx, shown.unit);
    if (!target || shown.unit == ActionUnit::AU25 || shown.unit == ActionUnit::AU26) continue;
    if (shown.unit == ActionUnit::AU45) {
      add_blinks(script, shown, target->presence, for_unit);
    } else {
      add_bouts(script, shown, *target, for_unit);
    }
  }
  add_speech(script, factor_of(target_of(simulator, ratee_idx, ActionUnit::AU26)),
             factor_of(target_of(simulator, ratee_idx, ActionUnit::AU25)), random);
  add_head(script, 1.0, random);
  return script;
}

MovementScript neutral_clip_of(const StudySimulator& simulator, std::size_t ratee_idx, double duration_s) {
  SeededRandom random(simulator.design().seed, "neutral clip", ratee_idx);
  MovementScript script = empty_script(std::min(duration_s, longest_neutral_s), random);
  add_head(script, 0.3, random);
  return script;
}

double mean_movement(const MovementScript& script, MovementKind kind) {
  double sum = 0.0;
  for (std::int64_t frame = 0; frame < script.frame_count(); ++frame) {
    double largest = 0.0;
    for (const Movement& movement : script.movements) {
      if (movement.kind != kind) continue;
      largest =
          std::max(largest, movement.size * movement.amount_at(static_cast<double>(frame) / script.frame_rate_hz));
    }
    sum += largest;
  }
  return sum / static_cast<double>(script.frame_count());
}

}  // namespace kizashi::synth
