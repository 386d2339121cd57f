// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/unit_evaluation.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "kizashi/base/check.h"

namespace kizashi::series {

namespace {

using observation::ActionUnitState;

enum class Side { both, left, right };

/// Mean excess of a term over the columns of a side; nothing where evidence is missing. An optional term makes do with
/// the columns that are there.
std::optional<double> excess_of(const EvidenceTerm& term, const std::vector<double>& neutral, const Evidence& evidence,
                                Side side) {
  double sum = 0.0;
  double used = 0.0;
  for (std::size_t k = 0; k < term.column_idx.size(); ++k) {
    const bool other_side = term.column_idx.size() == 2 && (k == 0 ? side == Side::right : side == Side::left);
    if (other_side) continue;
    const std::optional<double>& value = evidence.at(term.column_idx[k]);
    if (!value && term.optional) continue;
    if (!value) return std::nullopt;
    sum += term.direction * (*value - neutral[k]);
    used += 1.0;
  }
  if (used == 0.0) return std::nullopt;
  return sum / used;
}

double share_of(const EvidenceTerm& term, double excess) {
  const double share = excess / term.full_range - term.dead_share;
  return term.bounded ? std::clamp(share, 0.0, 1.0) : share;
}

std::optional<double> activation_of(const UnitMap& unit, const std::vector<std::vector<double>>& neutral,
                                    const Evidence& evidence, Side side) {
  double sum = unit.offset;
  for (std::size_t t = 0; t < unit.terms.size(); ++t) {
    const EvidenceTerm& term = unit.terms[t];
    const auto excess = excess_of(term, neutral[t], evidence, side);
    if (!excess && term.optional) continue;
    if (!excess) return std::nullopt;
    sum += term.weight * share_of(term, *excess);
  }
  return std::clamp(sum, 0.0, 1.0);
}

double place_on(const std::vector<CurvePoint>& curve, double activation) {
  if (activation <= curve.front().activation) return curve.front().intensity;
  for (std::size_t i = 1; i < curve.size(); ++i) {
    const CurvePoint& low = curve[i - 1];
    const CurvePoint& high = curve[i];
    if (activation > high.activation) continue;
    const double share = (activation - low.activation) / (high.activation - low.activation);
    return low.intensity + share * (high.intensity - low.intensity);
  }
  return curve.back().intensity;
}

double intensity_at(const std::vector<CurvePoint>& curve, double activation) {
  return std::round(place_on(curve, activation) / intensity_step) * intensity_step;
}

bool has_sides(const UnitMap& unit) {
  return std::any_of(unit.terms.begin(), unit.terms.end(),
                     [](const EvidenceTerm& term) { return term.column_idx.size() == 2; });
}

std::optional<ActionUnitState> state_of(const UnitMap& unit, const std::vector<std::vector<double>>& neutral,
                                        const Evidence& evidence) {
  const auto intensity = [&](Side side) -> std::optional<double> {
    const auto activation = activation_of(unit, neutral, evidence, side);
    if (!activation) return std::nullopt;
    return intensity_at(unit.curve, *activation);
  };
  const auto both = intensity(Side::both);
  if (!both) return std::nullopt;
  ActionUnitState state = state_at(*both);
  if (has_sides(unit)) {
    state.left_intensity = intensity(Side::left);
    state.right_intensity = intensity(Side::right);
  }
  return state;
}

}  // namespace

Evidence compensated(const ActionUnitMap& map, Evidence evidence) {
  const Evidence measured = evidence;
  for (const Compensation& compensation : map.compensations) {
    std::optional<double>& value = evidence.at(compensation.column_idx);
    for (const Drift& drift : compensation.drifts) {
      const std::optional<double>& angle_rad = measured.at(drift.angle_idx);
      if (!angle_rad) value.reset();
      if (value) *value -= *angle_rad * (drift.per_rad + drift.per_square_rad * *angle_rad);
    }
  }
  return evidence;
}

NeutralValues typical_neutral(const ActionUnitMap& map) {
  NeutralValues values;
  for (std::size_t u = 0; u < map.units.size(); ++u) {
    for (const EvidenceTerm& term : map.units.at(u).terms) values.at(u).push_back(term.typical_neutral);
  }
  return values;
}

observation::ActionUnitStates evaluate(const ActionUnitMap& map, const NeutralValues& neutral,
                                       const Evidence& evidence) {
  observation::ActionUnitStates states;
  for (std::size_t u = 0; u < states.size(); ++u) {
    KIZASHI_CHECK(neutral.at(u).size() == map.units.at(u).terms.size(), "neutral values belong to the map");
    states.at(u) = state_of(map.units.at(u), neutral.at(u), evidence);
  }
  return states;
}

double presence_probability(double intensity) { return 1.0 / (1.0 + std::exp(-presence_slope * (intensity - 1.0))); }

observation::ActionUnitState state_at(double intensity) {
  const double probability = presence_probability(intensity);
  return {intensity, probability >= 0.5, probability, {}, {}};
}

}  // namespace kizashi::series
