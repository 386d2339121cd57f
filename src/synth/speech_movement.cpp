// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/speech_movement.h"

#include <algorithm>
#include <random>

namespace kizashi::synth {

namespace {

/// Shares of the largest opening: the jaw gives most of it, the lips the rest.
constexpr double jaw_share = 0.6;
constexpr double lips_share = 0.4;
/// The smallest syllable's share of the largest, and the longest syllable's length beyond the mean, as a share of it.
constexpr double smallest = 0.25;
constexpr double length_spread = 0.3;

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}
  /// Evenly between two numbers; the standard's own distributions differ from library to library.
  double between(double low, double high) {
    constexpr double steps = 9007199254740992.0;  // 2^53
    return low + (high - low) * static_cast<double>(engine_() >> 11U) / steps;
  }

 private:
  std::mt19937_64 engine_;
};

struct Syllable {
  double start_s;
  double length_s;
};

Movement opening(MovementKind kind, const Syllable& syllable, double size_mm) {
  constexpr double rising = 0.42;
  constexpr double falling = 0.5;
  Movement movement;
  movement.kind = kind;
  movement.start_s = syllable.start_s;
  movement.onset_s = rising * syllable.length_s;
  movement.hold_s = (1.0 - rising - falling) * syllable.length_s;
  movement.offset_s = falling * syllable.length_s;
  movement.size = size_mm;
  return movement;
}

}  // namespace

std::vector<Movement> movements_of(const Speech& speech) {
  Chance chance(speech.seed);
  std::vector<Movement> movements;
  const double mean_s = 1.0 / speech.syllables_per_s;
  double start_s = speech.start_s;
  // What is left at the end may be too short to open the mouth in.
  while (speech.end_s() - start_s >= 0.5 * mean_s) {
    const double wanted_s = mean_s * chance.between(1.0 - length_spread, 1.0 + length_spread);
    const Syllable syllable{start_s, std::min(wanted_s, speech.end_s() - start_s)};
    const double jaw_mm = jaw_share * speech.size_mm * chance.between(smallest, 1.0);
    const double lips_mm = lips_share * speech.size_mm * chance.between(smallest, 1.0);
    movements.push_back(opening(MovementKind::jaw_drop, syllable, jaw_mm));
    movements.push_back(opening(MovementKind::lips_part, syllable, lips_mm));
    start_s += syllable.length_s;
  }
  return movements;
}

}  // namespace kizashi::synth
