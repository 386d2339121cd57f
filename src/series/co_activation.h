// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "kizashi/observation/action_unit.h"

namespace kizashi::series {

/// A value for each pair of action units, by index_of() of both; symmetric.
using UnitPairs =
    std::array<std::array<std::optional<double>, observation::action_unit_count>, observation::action_unit_count>;

/// Which action units go together, over the frames in which that of both of a pair is known.
struct CoActivation {
  UnitPairs both_present_share;  ///< on the diagonal a unit's own share of presence
  UnitPairs correlation;         ///< Pearson's, of intensities; absent where one of them does not vary
};

/// Collects the pairs of units of one face, frame by frame, in constant memory.
class CoActivationCounter {
 public:
  void add(const observation::ActionUnitStates& states);
  [[nodiscard]] CoActivation report() const;

 private:
  struct Pair {
    std::int64_t of_known_presence = 0;
    std::int64_t both_present = 0;
    std::int64_t of_known_intensity = 0;
    double mean_a = 0.0;
    double mean_b = 0.0;
    double squares_a = 0.0;
    double squares_b = 0.0;
    double products = 0.0;
    void add(const observation::ActionUnitState& a, const observation::ActionUnitState& b);
    void add_intensities(double a, double b);
    [[nodiscard]] std::optional<double> correlation() const;
  };
  /// Pairs (a, b) with b <= a, row by row.
  std::array<Pair, observation::action_unit_count*(observation::action_unit_count + 1) / 2> pairs_{};
};

}  // namespace kizashi::series
