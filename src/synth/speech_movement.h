// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "kizashi/synth/movement_script.h"

namespace kizashi::synth {

/// A mouth that looks as if it spoke: syllable after syllable of varying length and size.
struct Speech {
  double start_s = 0.0;
  double duration_s = 0.0;
  double syllables_per_s = 4.0;
  double size_mm = 8.0;  ///< of the largest opening between the lips
  std::uint64_t seed = 1;

  [[nodiscard]] double end_s() const { return start_s + duration_s; }
};

/// The jaw drops and parted lips that make it up, all within the speech's time. The same speech gives the same ones.
std::vector<Movement> movements_of(const Speech& speech);

}  // namespace kizashi::synth
