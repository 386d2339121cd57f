// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/study_effects.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "kizashi/document/field.h"
#include "kizashi/document/value.h"
#include "kizashi/study/instrument.h"

namespace kizashi::synth {

// Generated from data/effects.
std::string_view none_effects();
std::string_view paper_effects();

namespace {

using document::Field;

constexpr std::int64_t schema = 1;
/// Widest span of numbers on a scale, and of anything counted in its units.
constexpr double widest = 1e6;
constexpr double most_steps = 1000.0;
constexpr double highest_intensity = 5.0;
constexpr double highest_presence = 1.0;
constexpr double largest_d = 10.0;

std::string read_id(const Field& field) {
  std::string id = field.text();
  if (field.present() && id.empty()) field.reject("a name");
  return id;
}

ScoreGroup read_group(const Field& field, const study::Instrument& instrument) {
  field.expect_only({"id", "low", "high"});
  ScoreGroup group;
  group.id = read_id(field["id"]);
  group.low = static_cast<int>(field["low"].integer_in(instrument.lowest_total, instrument.highest_total));
  group.high = static_cast<int>(field["high"].integer_in(instrument.lowest_total, instrument.highest_total));
  if (group.high < group.low) field["high"].reject("a number not below low");
  return group;
}

bool overlap(const ScoreGroup& one, const ScoreGroup& other) { return one.low <= other.high && other.low <= one.high; }

/// The instrument named, or one that takes any number where that is a mistake.
const study::Instrument& read_instrument(const Field& field) {
  static const study::Instrument any = [] {
    study::Instrument instrument;
    instrument.highest_total = std::numeric_limits<int>::max();
    return instrument;
  }();
  const auto* known = study::find_instrument(field.text());
  if (known == nullptr) field.reject("an instrument that the program knows, such as bdi2");
  return known == nullptr ? any : *known;
}

ScoreEffects read_score(const Field& field) {
  field.expect_only({"instrument", "affected", "reference", "affected_share", "outside_share", "outside_high"});
  ScoreEffects score;
  const study::Instrument& instrument = read_instrument(field["instrument"]);
  score.instrument = instrument.id;
  score.affected = read_group(field["affected"], instrument);
  score.reference = read_group(field["reference"], instrument);
  if (overlap(score.affected, score.reference)) field["reference"].reject("a range apart from that of affected");
  if (score.affected.id == score.reference.id) field["reference"]["id"].reject("another id than that of affected");
  score.affected_share = field["affected_share"].number_in(0.0, 1.0);
  score.outside_share = field["outside_share"].number_in(0.0, 1.0);
  score.outside_high =
      static_cast<int>(field["outside_high"].integer_in(instrument.lowest_total, instrument.highest_total));
  if (score.outside_high <= std::max(score.affected.high, score.reference.high)) {
    field["outside_high"].reject("a number above both groups");
  }
  return score;
}

study::RatingScale read_scale(const Field& field) {
  field.expect_only({"lowest", "highest", "step"});
  study::RatingScale scale;
  scale.lowest = field["lowest"].number_in(-widest, widest);
  scale.highest = field["highest"].number_in(-widest, widest);
  if (scale.highest <= scale.lowest) field["highest"].reject("a number above lowest");
  const Field step = field["step"];
  scale.step = step.present() ? std::optional(step.number_in(0.0, widest)) : std::nullopt;
  if (scale.step && !(*scale.step > 0.0 && (scale.highest - scale.lowest) / *scale.step <= most_steps)) {
    step.reject(fmt::format("a number above 0 that makes at most {} steps, or null", most_steps));
  }
  return scale;
}

ItemEffect read_item(const Field& field) {
  field.expect_only({"id", "valence", "mean", "difference"});
  ItemEffect item;
  item.id = read_id(field["id"]);
  item.valence = static_cast<study::RatingItem::Valence>(field["valence"].one_of({"positive", "negative", "neutral"}));
  item.mean = field["mean"].number_in(-widest, widest);
  item.difference = field["difference"].number_in(-widest, widest);
  return item;
}

RatingEffects read_ratings(const Field& field) {
  field.expect_only({"scale", "ratee_sd", "rater_sd", "residual_sd", "item_correlation", "items"});
  RatingEffects ratings;
  ratings.scale = read_scale(field["scale"]);
  ratings.ratee_sd = field["ratee_sd"].number_in(0.0, widest);
  ratings.rater_sd = field["rater_sd"].number_in(0.0, widest);
  ratings.residual_sd = field["residual_sd"].number_in(0.0, widest);
  ratings.item_correlation = field["item_correlation"].number_in(0.0, 1.0);
  for (const Field& member : field["items"].items()) {
    ItemEffect item = read_item(member);
    const auto is_same = [&item](const ItemEffect& other) { return other.id == item.id; };
    if (std::any_of(ratings.items.begin(), ratings.items.end(), is_same)) member["id"].reject("an id of its own");
    ratings.items.push_back(std::move(item));
  }
  return ratings;
}

std::optional<MeasureEffect> read_measure(const Field& field, double highest) {
  if (!field.present()) return std::nullopt;
  field.expect_only({"mean", "sd", "d"});
  MeasureEffect measure;
  measure.mean = field["mean"].number_in(0.0, highest);
  measure.sd = field["sd"].number_in(0.0, highest);
  measure.d = field["d"].number_in(-largest_d, largest_d);
  return measure;
}

UnitEffect read_unit(const Field& field) {
  field.expect_only({"unit", "intensity", "presence"});
  UnitEffect effect;
  std::vector<std::string_view> codes;
  for (const auto unit : observation::all_action_units) codes.push_back(code_of(unit));
  effect.unit = observation::all_action_units.at(field["unit"].one_of(codes));
  effect.intensity = read_measure(field["intensity"], highest_intensity);
  effect.presence = read_measure(field["presence"], highest_presence);
  return effect;
}

std::vector<UnitEffect> read_units(const Field& list) {
  std::vector<UnitEffect> units;
  for (const Field& field : list.items()) {
    const UnitEffect effect = read_unit(field);
    const auto is_same = [&effect](const UnitEffect& other) { return other.unit == effect.unit; };
    if (std::any_of(units.begin(), units.end(), is_same)) field["unit"].reject("a unit that was not named before");
    units.push_back(effect);
  }
  return units;
}

StudyEffects read_effects(const Field& root) {
  root.expect_only({"schema", "name", "score", "ratings", "action_units", "missing"});
  static_cast<void>(root["schema"].integer_in(schema, schema));
  StudyEffects effects;
  effects.name = read_id(root["name"]);
  effects.score = read_score(root["score"]);
  effects.ratings = read_ratings(root["ratings"]);
  const Field units = root["action_units"];
  units.expect_only({"measure_correlation", "units"});
  effects.measure_correlation = units["measure_correlation"].number_in(-1.0, 1.0);
  effects.units = read_units(units["units"]);
  const Field missing = root["missing"];
  if (missing.present()) {
    missing.expect_only({"share", "dropout_share"});
    effects.missing_share = missing["share"].number_in(0.0, 1.0);
    effects.dropout_share = missing["dropout_share"].number_in(0.0, 1.0);
  }
  return effects;
}

}  // namespace

base::Result<StudyEffects> parse_study_effects(std::string_view text, std::string_view name) {
  const auto value = document::parse(text, name);
  if (!value.ok()) return value.error();
  document::Mistakes mistakes{std::string(name)};
  StudyEffects effects = read_effects(Field(*value, mistakes));
  if (auto status = mistakes.status(); !status.ok()) return status.error();
  return effects;
}

const std::vector<BuiltInEffects>& built_in_effects() {
  static const std::vector<BuiltInEffects> all{{"none", none_effects()}, {"paper", paper_effects()}};
  return all;
}

}  // namespace kizashi::synth
