// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/co_activation.h"

#include <algorithm>
#include <cmath>

namespace kizashi::series {

// Welford (1962), Technometrics 4(3), 419-420, for two variables: deviations of one from the old mean by deviations of
// the other from the new.
void CoActivationCounter::Pair::add(const observation::ActionUnitState& a, const observation::ActionUnitState& b) {
  ++frames;
  if (a.present() && b.present()) ++both_present;
  const double a_from_old_mean = a.intensity - mean_a;
  const double b_from_old_mean = b.intensity - mean_b;
  mean_a += a_from_old_mean / static_cast<double>(frames);
  mean_b += b_from_old_mean / static_cast<double>(frames);
  squares_a += a_from_old_mean * (a.intensity - mean_a);
  squares_b += b_from_old_mean * (b.intensity - mean_b);
  products += a_from_old_mean * (b.intensity - mean_b);
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
      if (pair.frames == 0) continue;
      const double share = static_cast<double>(pair.both_present) / static_cast<double>(pair.frames);
      report.both_present_share.at(a).at(b) = report.both_present_share.at(b).at(a) = share;
      report.correlation.at(a).at(b) = report.correlation.at(b).at(a) = pair.correlation();
    }
  }
  return report;
}

}  // namespace kizashi::series
