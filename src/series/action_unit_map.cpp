// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/action_unit_map.h"

#include <algorithm>
#include <cmath>

#include "kizashi/base/check.h"
#include "kizashi/base/hash.h"
#include "kizashi/document/field.h"

namespace kizashi::series {

namespace embedded {
std::string_view default_action_unit_map();
}

namespace {

using observation::ActionUnitState;
using Columns = std::vector<observation::EvidenceColumn>;

std::size_t column_at(const document::Field& field, const Columns& columns) {
  const std::string name = field.text();
  const auto found =
      std::find_if(columns.begin(), columns.end(), [&](const auto& column) { return column.name == name; });
  if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
  if (field.present()) field.reject("the name of an evidence column");
  return 0;
}

EvidenceTerm term_at(const document::Field& field, const Columns& columns) {
  field.expect_only({"evidence", "typical_neutral", "direction", "full_range", "dead_share", "weight"});
  EvidenceTerm term;
  for (const document::Field& item : field["evidence"].items()) term.column_idx.push_back(column_at(item, columns));
  for (const document::Field& item : field["typical_neutral"].items()) term.typical_neutral.push_back(item.number());
  if (term.column_idx.empty() || term.column_idx.size() > 2) field["evidence"].reject("one column, or left and right");
  if (term.typical_neutral.size() != term.column_idx.size()) field["typical_neutral"].reject("a value for each column");
  term.direction = field["direction"].one_of({"rises", "falls"}) == 0 ? 1.0 : -1.0;
  term.full_range = field["full_range"].number_in(1e-3, 1e3);
  term.dead_share = field["dead_share"].number_in(0.0, 0.9);
  term.weight = field["weight"].number_in(-2.0, 2.0);
  return term;
}

std::vector<CurvePoint> curve_at(const document::Field& field) {
  std::vector<CurvePoint> curve;
  for (const document::Field& item : field.items()) {
    item.expect_only({"activation", "intensity"});
    curve.push_back({item["activation"].number_in(0.0, 1.0), item["intensity"].number_in(0.0, full_intensity)});
    const std::size_t count = curve.size();
    const bool rises = count < 2 || (curve[count - 1].activation > curve[count - 2].activation &&
                                     curve[count - 1].intensity >= curve[count - 2].intensity);
    if (!rises) item.reject("a point further along the curve than the one before");
  }
  if (curve.size() < 2) field.reject("at least two points");
  return curve;
}

UnitMap unit_at(const document::Field& field, const Columns& columns) {
  field.expect_only({"neutral_quantile", "typical_share", "terms", "curve"});
  UnitMap unit;
  unit.neutral_quantile = field["neutral_quantile"].number_in(0.0, 0.5);
  unit.typical_share = field["typical_share"].number_in(0.0, 1.0);
  for (const document::Field& item : field["terms"].items()) unit.terms.push_back(term_at(item, columns));
  if (unit.terms.empty()) field["terms"].reject("at least one term");
  unit.curve = curve_at(field["curve"]);
  return unit;
}

enum class Side { both, left, right };

/// Mean excess of a term over the columns of a side; nothing where evidence is missing.
std::optional<double> excess_of(const EvidenceTerm& term, const std::vector<double>& neutral, const Evidence& evidence,
                                Side side) {
  double sum = 0.0;
  double used = 0.0;
  for (std::size_t k = 0; k < term.column_idx.size(); ++k) {
    const bool other_side = term.column_idx.size() == 2 && (k == 0 ? side == Side::right : side == Side::left);
    if (other_side) continue;
    const std::optional<double>& value = evidence.at(term.column_idx[k]);
    if (!value) return std::nullopt;
    sum += term.direction * (*value - neutral[k]);
    used += 1.0;
  }
  return sum / used;
}

std::optional<double> activation_of(const UnitMap& unit, const std::vector<std::vector<double>>& neutral,
                                    const Evidence& evidence, Side side) {
  double sum = 0.0;
  for (std::size_t t = 0; t < unit.terms.size(); ++t) {
    const EvidenceTerm& term = unit.terms[t];
    const auto excess = excess_of(term, neutral[t], evidence, side);
    if (!excess) return std::nullopt;
    sum += term.weight * std::clamp(*excess / term.full_range - term.dead_share, 0.0, 1.0);
  }
  return std::clamp(sum, 0.0, 1.0);
}

double intensity_at(const std::vector<CurvePoint>& curve, double activation) {
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
  ActionUnitState state{*both, presence_probability(*both), {}, {}};
  if (has_sides(unit)) {
    state.left_intensity = intensity(Side::left);
    state.right_intensity = intensity(Side::right);
  }
  return state;
}

}  // namespace

base::Result<ActionUnitMap> parse_action_unit_map(std::string_view text, std::string_view name,
                                                  const Columns& columns) {
  const auto value = document::parse(text, name);
  if (!value.ok()) return value.error();
  document::Mistakes mistakes{std::string(name)};
  const document::Field root(*value, mistakes);
  root.expect_only({"schema", "name", "description", "units"});
  static_cast<void>(root["schema"].integer_in(1, 1));
  ActionUnitMap map;
  map.name = root["name"].text();
  map.sha256 = base::sha256_of(text);
  for (const observation::ActionUnit unit : observation::all_action_units) {
    map.units.at(index_of(unit)) = unit_at(root["units"][observation::code_of(unit)], columns);
  }
  if (const auto status = mistakes.status(); !status.ok()) return status.error();
  return map;
}

std::string_view default_action_unit_map() { return embedded::default_action_unit_map(); }

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

}  // namespace kizashi::series
