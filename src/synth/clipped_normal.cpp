// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/clipped_normal.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kizashi/math/normal_distribution.h"

namespace kizashi::synth {

namespace {

double normal_density(double z) { return std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi); }

}  // namespace

double on_scale(const study::RatingScale& scale, double number) {
  const double within = std::clamp(number, scale.lowest, scale.highest);
  if (!scale.step) return within;
  const double last_step = std::floor((scale.highest - scale.lowest) / *scale.step + 1e-9);
  const double steps = std::min(std::floor((within - scale.lowest) / *scale.step + 0.5), last_step);
  // Three steps of 0.1 are more than 0.3 in binary.
  return std::min(scale.lowest + steps * *scale.step, scale.highest);
}

double mean_within(Range range, double mean, double sd) {
  if (!(sd > 0.0)) return std::clamp(mean, range.low, range.high);
  const double low = (range.low - mean) / sd;
  const double high = (range.high - mean) / sd;
  const double below = math::normal_share_below(low);
  const double above = math::normal_share_below(-high);
  return range.low * below + range.high * above + mean * (1.0 - below - above) +
         sd * (normal_density(low) - normal_density(high));
}

double mean_on_scale(const study::RatingScale& scale, double mean, double sd) {
  if (!(sd > 0.0)) return on_scale(scale, mean);
  if (!scale.step) return mean_within({scale.lowest, scale.highest}, mean, sd);
  // The sum over steps of the chance to lie above each one's lower edge.
  double expected = scale.lowest;
  const double highest = on_scale(scale, scale.highest);
  for (double edge = scale.lowest + 0.5 * *scale.step; edge < highest; edge += *scale.step) {
    expected += *scale.step * math::normal_share_below((mean - edge) / sd);
  }
  return expected;
}

}  // namespace kizashi::synth
