// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/study_truth.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>

#include "kizashi/synth/clipped_normal.h"
#include "kizashi/synth/study_clip.h"

namespace kizashi::synth {

namespace {

using document::Value;

constexpr Range intensities{0.0, 5.0};
constexpr Range presences{0.0, 1.0};

Value rounded(double number) { return std::round(number * 1e6) / 1e6; }

std::string_view word_of(study::RatingItem::Valence valence) {
  constexpr std::array<std::string_view, 3> words{"positive", "negative", "neutral"};
  return words.at(static_cast<std::size_t>(valence));
}

Value group_of(const ScoreGroup& group) {
  return Value::object().set("id", group.id).set("low", group.low).set("high", group.high);
}

Value score_of(const ScoreEffects& score) {
  return Value::object()
      .set("instrument", score.instrument)
      .set("affected", group_of(score.affected))
      .set("reference", group_of(score.reference))
      .set("affected_share", score.affected_share)
      .set("outside_share", score.outside_share)
      .set("outside_high", score.outside_high);
}

Value scale_of(const study::RatingScale& scale) {
  return Value::object().set("lowest", scale.lowest).set("highest", scale.highest).set("step", scale.step);
}

/// The item, and what its difference becomes on the scale.
Value item_of(const ItemEffect& item, const RatingEffects& ratings) {
  const double sd = std::hypot(ratings.ratee_sd, ratings.rater_sd, ratings.residual_sd);
  const double reference = mean_on_scale(ratings.scale, item.mean, sd);
  const double affected = mean_on_scale(ratings.scale, item.mean + item.difference, sd);
  return Value::object()
      .set("id", item.id)
      .set("valence", word_of(item.valence))
      .set("mean", item.mean)
      .set("difference", item.difference)
      .set("expected_mean_difference", rounded(affected - reference));
}

Value ratings_of(const RatingEffects& ratings) {
  Value items = Value::array();
  for (const ItemEffect& item : ratings.items) items.push(item_of(item, ratings));
  return Value::object()
      .set("scale", scale_of(ratings.scale))
      .set("ratee_sd", ratings.ratee_sd)
      .set("rater_sd", ratings.rater_sd)
      .set("residual_sd", ratings.residual_sd)
      .set("item_correlation", ratings.item_correlation)
      .set("items", std::move(items));
}

Value measure_of(const MeasureEffect& measure, Range range) {
  const double reference = mean_within(range, measure.mean, measure.sd);
  const double affected = mean_within(range, measure.mean + measure.d * measure.sd, measure.sd);
  return Value::object()
      .set("mean", measure.mean)
      .set("sd", measure.sd)
      .set("d", measure.d)
      .set("expected_mean_difference", rounded(affected - reference));
}

Value units_of(const StudyEffects& effects) {
  Value units = Value::array();
  for (const UnitEffect& effect : effects.units) {
    Value unit = Value::object().set("unit", code_of(effect.unit));
    if (effect.intensity) unit.set("intensity", measure_of(*effect.intensity, intensities));
    if (effect.presence) unit.set("presence", measure_of(*effect.presence, presences));
    units.push(std::move(unit));
  }
  return Value::object().set("measure_correlation", effects.measure_correlation).set("units", std::move(units));
}

Value effects_of(const StudyEffects& effects) {
  return Value::object()
      .set("name", effects.name)
      .set("score", score_of(effects.score))
      .set("ratings", ratings_of(effects.ratings))
      .set("action_units", units_of(effects))
      .set("missing", Value::object().set("share", effects.missing_share).set("dropout_share", effects.dropout_share));
}

Value person_of(const SimulatedPerson& person, const ScoreEffects& score) {
  return Value::object()
      .set("participant_id", person.id.text())
      .set("score", person.score)
      .set("is_score_missing", !person.has_score)
      .set("group", person.group ? Value(*person.group) : Value())
      .set("effects_of_group", person.is_affected ? score.affected.id : score.reference.id);
}

Value item_levels_of(const std::vector<double>& levels, const RatingEffects& ratings) {
  Value items = Value::object();
  for (std::size_t idx = 0; idx < levels.size(); ++idx) items.set(ratings.items[idx].id, rounded(levels[idx]));
  return items;
}

Value unit_levels_of(const std::vector<UnitLevel>& levels, const std::vector<UnitEffect>& units) {
  Value all = Value::object();
  for (std::size_t idx = 0; idx < levels.size(); ++idx) {
    Value unit = Value::object();
    if (levels[idx].intensity) unit.set("intensity", rounded(*levels[idx].intensity));
    if (levels[idx].presence) unit.set("presence", rounded(*levels[idx].presence));
    all.set(std::string(code_of(units[idx].unit)), std::move(unit));
  }
  return all;
}

/// Which units a simulated face shows and which it cannot.
Value clips_of(const StudyEffects& effects, double duration_s) {
  Value shown = Value::object();
  Value not_shown = Value::array();
  for (const UnitEffect& effect : effects.units) {
    const auto& all = unit_movements();
    const auto movement =
        std::find_if(all.begin(), all.end(), [&](const UnitMovement& one) { return one.unit == effect.unit; });
    if (movement == all.end()) {
      not_shown.push(code_of(effect.unit));
    } else {
      shown.set(std::string(code_of(effect.unit)), word_of(movement->kind));
    }
  }
  return Value::object()
      .set("duration_s", duration_s)
      .set("units_shown", std::move(shown))
      .set("units_not_shown", std::move(not_shown));
}

Value movements_of(const StudySimulator& simulator, std::size_t idx, double duration_s) {
  const MovementScript script = main_clip_of(simulator, idx, duration_s);
  Value means = Value::object();
  for (const UnitMovement& shown : unit_movements()) {
    means.set(fmt::format("{}_mm", word_of(shown.kind)), rounded(mean_movement(script, shown.kind)));
  }
  return means;
}

Value ratee_of(const StudySimulator& simulator, std::size_t idx, std::optional<double> clip_duration_s) {
  const StudyEffects& effects = simulator.design().effects;
  const SimulatedRatee& ratee = simulator.ratees()[idx];
  Value truth = person_of(ratee.person, effects.score);
  truth.set("is_recorded", ratee.is_recorded)
      .set("unit_values", simulator.values_of(idx).size())
      .set("latent_items", item_levels_of(ratee.item_levels, effects.ratings))
      .set("latent_units", unit_levels_of(ratee.unit_levels, effects.units));
  if (clip_duration_s && ratee.is_recorded) {
    truth.set("clip_mean_movements", movements_of(simulator, idx, *clip_duration_s));
  }
  return truth;
}

Value rater_of(const StudySimulator& simulator, std::size_t idx) {
  const StudyEffects& effects = simulator.design().effects;
  const SimulatedRater& rater = simulator.raters()[idx];
  return person_of(rater.person, effects.score)
      .set("trials", rater.trials)
      .set("ratings", simulator.ratings_of(idx).size())
      .set("latent_items", item_levels_of(rater.item_levels, effects.ratings));
}

}  // namespace

document::Value truth_of(const StudySimulator& simulator, std::optional<double> clip_duration_s) {
  Value ratees = Value::array();
  for (std::size_t idx = 0; idx < simulator.ratees().size(); ++idx) {
    ratees.push(ratee_of(simulator, idx, clip_duration_s));
  }
  Value raters = Value::array();
  for (std::size_t idx = 0; idx < simulator.raters().size(); ++idx) raters.push(rater_of(simulator, idx));
  Value truth = Value::object();
  truth.set("schema", 1)
      .set("kind", "kizashi simulated study")
      .set("seed", static_cast<std::int64_t>(simulator.design().seed))
      .set("effects", effects_of(simulator.design().effects));
  if (clip_duration_s) truth.set("clips", clips_of(simulator.design().effects, *clip_duration_s));
  return truth.set("ratees", std::move(ratees)).set("raters", std::move(raters));
}

}  // namespace kizashi::synth
