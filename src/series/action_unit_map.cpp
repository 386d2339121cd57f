// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/action_unit_map.h"

#include "kizashi/base/hash.h"
#include "kizashi/document/field.h"
#include "kizashi/series/unit_evaluation.h"

namespace kizashi::series {

namespace embedded {
std::string_view default_action_unit_map();
std::string_view openface_fitted_action_unit_map();
}  // namespace embedded

namespace {

using Columns = std::vector<observation::EvidenceColumn>;

/// Of a term; a regression on evidence that goes together has large ones of either sign.
constexpr double largest_weight = 10.0;
constexpr std::int64_t schema = 2;

std::size_t column_at(const document::Field& field, const Columns& columns) {
  const auto place = place_of(field.text(), columns);
  if (!place && field.present()) field.reject("the name of an evidence column");
  return place.value_or(0);
}

NeutralRule neutral_rule_at(const document::Field& field) {
  return {field["neutral_quantile"].number_in(0.0, 0.5), field["typical_share"].number_in(0.0, 1.0)};
}

/// A term's own rule where it states one, else its unit's.
NeutralRule neutral_rule_at(const document::Field& field, const NeutralRule& of_unit) {
  NeutralRule rule = of_unit;
  if (field["neutral_quantile"].present()) rule.quantile = field["neutral_quantile"].number_in(0.0, 0.5);
  if (field["typical_share"].present()) rule.typical_share = field["typical_share"].number_in(0.0, 1.0);
  return rule;
}

void read_columns(const document::Field& field, const Columns& columns, EvidenceTerm& term) {
  for (const document::Field& item : field["evidence"].items()) term.column_idx.push_back(column_at(item, columns));
  for (const document::Field& item : field["typical_neutral"].items()) term.typical_neutral.push_back(item.number());
  if (term.column_idx.empty() || term.column_idx.size() > 2) field["evidence"].reject("one column, or left and right");
  if (term.typical_neutral.size() != term.column_idx.size()) field["typical_neutral"].reject("a value for each column");
}

EvidenceTerm term_at(const document::Field& field, const NeutralRule& of_unit, const Columns& columns) {
  field.expect_only({"evidence", "typical_neutral", "neutral_quantile", "typical_share", "direction", "full_range",
                     "dead_share", "weight", "bounded", "optional"});
  EvidenceTerm term;
  read_columns(field, columns, term);
  term.neutral = neutral_rule_at(field, of_unit);
  term.direction = field["direction"].one_of({"rises", "falls"}) == 0 ? 1.0 : -1.0;
  term.full_range = field["full_range"].number_in(1e-3, 1e3);
  term.dead_share = field["dead_share"].number_in(0.0, 0.9);
  term.weight = field["weight"].number_in(-largest_weight, largest_weight);
  if (field["bounded"].present()) term.bounded = field["bounded"].flag();
  if (field["optional"].present()) term.optional = field["optional"].flag();
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
  field.expect_only({"definition", "strongest", "neutral_quantile", "typical_share", "offset", "terms", "curve"});
  for (const char* words_for_readers : {"definition", "strongest"}) {
    if (field[words_for_readers].present()) static_cast<void>(field[words_for_readers].text());
  }
  UnitMap unit;
  const NeutralRule neutral = neutral_rule_at(field);
  if (field["offset"].present()) unit.offset = field["offset"].number_in(-largest_weight, largest_weight);
  for (const document::Field& item : field["terms"].items()) unit.terms.push_back(term_at(item, neutral, columns));
  if (unit.terms.empty()) field["terms"].reject("at least one term");
  unit.curve = curve_at(field["curve"]);
  return unit;
}

std::size_t angle_at(const document::Field& field, const Columns& columns) {
  const std::size_t idx = column_at(field, columns);
  if (field.present() && idx < columns.size() && columns[idx].unit != "rad") field.reject("an angle in rad");
  return idx;
}

Compensation compensation_at(const document::Field& field, const Columns& columns) {
  field.expect_only({"evidence", "drifts"});
  Compensation compensation{column_at(field["evidence"], columns), {}};
  for (const document::Field& item : field["drifts"].items()) {
    item.expect_only({"angle", "per_rad", "per_square_rad"});
    compensation.drifts.push_back(
        {angle_at(item["angle"], columns), item["per_rad"].number(), item["per_square_rad"].number()});
  }
  return compensation;
}

}  // namespace

base::Result<ActionUnitMap> parse_action_unit_map(std::string_view text, std::string_view name,
                                                  const Columns& columns) {
  const auto value = document::parse(text, name);
  if (!value.ok()) return value.error();
  document::Mistakes mistakes{std::string(name)};
  const document::Field root(*value, mistakes);
  root.expect_only({"schema", "name", "description", "research_only", "compensation_source", "compensation", "units"});
  static_cast<void>(root["schema"].integer_in(schema, schema));
  ActionUnitMap map;
  map.name = root["name"].text();
  map.research_only = root["research_only"].flag();
  map.sha256 = base::sha256_of(text);
  for (const document::Field& item : root["compensation"].items()) {
    map.compensations.push_back(compensation_at(item, columns));
  }
  for (const observation::ActionUnit unit : observation::all_action_units) {
    map.units.at(index_of(unit)) = unit_at(root["units"][observation::code_of(unit)], columns);
  }
  if (const auto status = mistakes.status(); !status.ok()) return status.error();
  return map;
}

std::vector<BuiltInMap> built_in_action_unit_maps() {
  return {{"default", embedded::default_action_unit_map()},
          {"openface-fitted", embedded::openface_fitted_action_unit_map()}};
}

}  // namespace kizashi::series
