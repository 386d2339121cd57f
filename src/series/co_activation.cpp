// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/co_activation.h"

#include <algorithm>
#include <cmath>

namespace kizashi::series {

void CoActivationCounter::Pair::add(const observation::ActionUnitState& a, const observation::ActionUnitState& b) {
  if (a.is_present && b.is_present) {
    ++of_known_presence;
    if (*a.is_present && *b.is_present) ++both_present;
  }
  if (a.intensity && b.intensity) add_intensities(*a.intensity, *b.intensity);
}

// Welford (1962), Technometrics 4(3), 419-420, for two variables: deviations of one from the old mean by deviations of
// the other from the new.
void CoActivationCounter::Pair::add_intensities(double a, double b) {
  ++of_known_intensity;
  const double a_from_old_mean = a - mean_a;
  const double b_from_old_mean = b - mean_b;
  mean_a += a_from_old_mean / static_cast<double>(of_known_intensity);
  mean_b += b_from_old_mean / static_cast<double>(of_known_intensity);
  squares_a += a_from_old_mean * (a - mean_a);
  squares_b += b_from_old_mean * (b - mean_b);
  products += a_from_old_mean * (b - mean_b);
}

std::optional<double> CoActivationCounter::Pair::correlation() const {
  const double scale = std::sqrt(squares_a) * std::sqrt(squares_b);
  if (scale <= 0.0) return std::nullopt;
  return std::clamp(products / scale, -1.0, 1.0);
}

void CoActivationCounter::add(const observation::ActionUnitStates& states) {
  std::size_t pair = 0;
  for (std::size_t a = 0; a < states.size(); ++a) {
    for (std::size_t b = 0; b <= a; ++b, ++pair) {
      if (states.at(a) && states.at(b)) pairs_.at(pair).add(*states.at(a), *states.at(b));
    }
  }
}

CoActivation CoActivationCounter::report() const {
  CoActivation report;
  std::size_t idx = 0;
  for (std::size_t a = 0; a < observation::action_unit_count; ++a) {
    for (std::size_t b = 0; b <= a; ++b, ++idx) {
      const Pair& pair = pairs_.at(idx);
      if (pair.of_known_presence > 0) {
        const double share = static_cast<double>(pair.both_present) / static_cast<double>(pair.of_known_presence);
        report.both_present_share.at(a).at(b) = report.both_present_share.at(b).at(a) = share;
      }
      report.correlation.at(a).at(b) = report.correlation.at(b).at(a) = pair.correlation();
    }
  }
  return report;
}

}  // namespace kizashi::series
