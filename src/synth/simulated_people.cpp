// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/simulated_people.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "kizashi/base/check.h"
#include "kizashi/base/seeded_random.h"
#include "kizashi/math/normal_distribution.h"
#include "kizashi/study/instrument.h"

namespace kizashi::synth {

namespace {

using base::SeededRandom;

// Undergraduates.
constexpr int youngest = 18;
constexpr int oldest = 25;

/// The streams of chance of one kind of people.
struct Kind {
  char letter;  ///< begins their ids
  std::string_view people;
  std::string_view groups;
  std::string_view missing_scores;
  std::string_view dropouts;
};
constexpr Kind ratee_kind{'P', "ratee", "ratee groups", "missing scores of ratees", "ratees who drop out"};
constexpr Kind rater_kind{'R', "rater", "rater groups", "missing scores of raters", "raters who drop out"};

std::size_t share_of(double share, std::size_t count) {
  return std::min(count, static_cast<std::size_t>(std::llround(share * static_cast<double>(count))));
}

study::ParticipantId id_of(char letter, std::size_t number, std::size_t count) {
  const int digits = std::max(3, static_cast<int>(std::to_string(count).size()));
  const auto id = study::ParticipantId::of(fmt::format("{}{:0{}}", letter, number, digits));
  KIZASHI_CHECK(id.has_value(), "an id of letters and digits");
  return *id;
}

enum class Place { affected, reference, outside };

/// As many of each as the shares say, in an order of chance.
std::vector<Place> places_of(const StudyDesign& design, const Kind& kind, std::size_t count) {
  const ScoreEffects& score = design.effects.score;
  const std::size_t outside = share_of(score.outside_share, count);
  const std::size_t affected = share_of(score.affected_share, count - outside);
  std::vector<Place> places(count, Place::reference);
  std::fill_n(places.begin(), outside, Place::outside);
  std::fill_n(places.begin() + static_cast<std::ptrdiff_t>(outside), affected, Place::affected);
  SeededRandom random(design.seed, kind.groups);
  random.shuffle(places);
  return places;
}

/// A score below the lower group or above the higher one, either as likely; above where there is none below.
int score_outside(const ScoreEffects& score, SeededRandom& random) {
  const int lower = std::min(score.affected.low, score.reference.low);
  const int higher = std::max(score.affected.high, score.reference.high);
  const auto* instrument = study::find_instrument(score.instrument);
  KIZASHI_CHECK(instrument != nullptr, "an instrument that the program knows");
  const int lowest = instrument->lowest_total;
  const bool is_below = random.share() < 0.5;
  return is_below && lower > lowest ? random.integer_between(lowest, lower - 1)
                                    : random.integer_between(higher + 1, score.outside_high);
}

int distance(const ScoreGroup& group, int score) { return std::max({group.low - score, score - group.high, 0}); }

void draw_score(SimulatedPerson& person, Place place, const ScoreEffects& score, SeededRandom& random) {
  if (place == Place::outside) {
    person.score = score_outside(score, random);
    person.is_affected = distance(score.affected, person.score) < distance(score.reference, person.score);
    return;
  }
  person.is_affected = place == Place::affected;
  const ScoreGroup& group = person.is_affected ? score.affected : score.reference;
  person.score = random.integer_between(group.low, group.high);
  person.group = group.id;
}

std::vector<SimulatedPerson> draw_people(const StudyDesign& design, const Kind& kind, std::size_t count) {
  const std::vector<Place> places = places_of(design, kind, count);
  std::vector<SimulatedPerson> people;
  for (std::size_t idx = 0; idx < count; ++idx) {
    SeededRandom random(design.seed, kind.people, idx);
    SimulatedPerson person{id_of(kind.letter, idx + 1, count), 0, false, std::nullopt, true, 0, {}};
    person.age = random.integer_between(youngest, oldest);
    person.gender = random.share() < 0.5 ? "female" : "male";
    draw_score(person, places[idx], design.effects.score, random);
    people.push_back(std::move(person));
  }
  SeededRandom missing(design.seed, kind.missing_scores);
  for (const std::size_t idx : missing.choose(share_of(design.effects.missing_share, count), count)) {
    people[idx].has_score = false;
  }
  return people;
}

std::vector<std::size_t> draw_dropouts(const StudyDesign& design, const Kind& kind, std::size_t count) {
  SeededRandom random(design.seed, kind.dropouts);
  return random.choose(share_of(design.effects.dropout_share, count), count);
}

/// Two items of the same sense share a part of a ratee's deviation; those of the opposite sense have it reversed.
std::vector<double> draw_item_levels(const RatingEffects& ratings, bool is_affected, SeededRandom& random) {
  const double general = math::draw_normal(random);
  std::vector<double> levels;
  for (const ItemEffect& item : ratings.items) {
    const double sense = item.valence == study::RatingItem::Valence::negative ? -1.0 : 1.0;
    const double own = math::draw_normal(random);
    const double deviation =
        sense * std::sqrt(ratings.item_correlation) * general + std::sqrt(1.0 - ratings.item_correlation) * own;
    levels.push_back(item.mean + (is_affected ? item.difference : 0.0) + ratings.ratee_sd * deviation);
  }
  return levels;
}

std::optional<double> level_of(const std::optional<MeasureEffect>& measure, bool is_affected, double deviation) {
  if (!measure) return std::nullopt;
  return measure->mean + measure->sd * ((is_affected ? measure->d : 0.0) + deviation);
}

std::vector<UnitLevel> draw_unit_levels(const StudyEffects& effects, bool is_affected, SeededRandom& random) {
  const double shared = effects.measure_correlation;
  std::vector<UnitLevel> levels;
  for (const UnitEffect& unit : effects.units) {
    const double of_intensity = math::draw_normal(random);
    const double of_presence = shared * of_intensity + std::sqrt(1.0 - shared * shared) * math::draw_normal(random);
    levels.push_back(
        {level_of(unit.intensity, is_affected, of_intensity), level_of(unit.presence, is_affected, of_presence)});
  }
  return levels;
}

}  // namespace

std::vector<SimulatedRatee> draw_ratees(const StudyDesign& design) {
  const auto count = static_cast<std::size_t>(design.ratees);
  std::vector<SimulatedRatee> ratees;
  for (SimulatedPerson& person : draw_people(design, ratee_kind, count)) {
    const std::size_t idx = ratees.size();
    SeededRandom for_items(design.seed, "items of a ratee", idx);
    SeededRandom for_units(design.seed, "units of a ratee", idx);
    auto item_levels = draw_item_levels(design.effects.ratings, person.is_affected, for_items);
    auto unit_levels = draw_unit_levels(design.effects, person.is_affected, for_units);
    ratees.push_back({std::move(person), std::move(item_levels), std::move(unit_levels), true});
  }
  for (const std::size_t idx : draw_dropouts(design, ratee_kind, count)) ratees[idx].is_recorded = false;
  return ratees;
}

std::vector<SimulatedRater> draw_raters(const StudyDesign& design, std::size_t recorded_ratees) {
  const auto count = static_cast<std::size_t>(design.raters);
  const RatingEffects& ratings = design.effects.ratings;
  std::vector<SimulatedRater> raters;
  for (SimulatedPerson& person : draw_people(design, rater_kind, count)) {
    SeededRandom random(design.seed, "items of a rater", raters.size());
    std::vector<double> levels;
    for (std::size_t idx = 0; idx < ratings.items.size(); ++idx) {
      levels.push_back(ratings.rater_sd * math::draw_normal(random));
    }
    raters.push_back({std::move(person), std::move(levels), recorded_ratees});
  }
  for (const std::size_t idx : draw_dropouts(design, rater_kind, count)) {
    if (recorded_ratees == 0) break;
    SeededRandom random(design.seed, "end of a rater", idx);
    raters[idx].trials = random.below(recorded_ratees);
  }
  return raters;
}

}  // namespace kizashi::synth
