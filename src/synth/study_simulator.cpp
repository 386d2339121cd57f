// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/study_simulator.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/base/seeded_random.h"
#include "kizashi/math/normal_distribution.h"
#include "kizashi/synth/clipped_normal.h"
#include "kizashi/synth/simulated_people.h"

namespace kizashi::synth {

namespace {

using base::SeededRandom;

constexpr double highest_intensity = 5.0;
constexpr double highest_presence = 1.0;
// A judgement takes some seconds, less for some people than for others. Of logarithms: mean and SDs.
constexpr double log_time_mean = 7.8;  // exp(7.8) = 2441 ms
constexpr double log_time_sd_of_raters = 0.25;
constexpr double log_time_sd = 0.45;

/// Which of the things from `before` on are missing, so that of all together, counted from the first, the share is.
std::vector<std::size_t> missing_of(double share, std::size_t before, std::size_t count, SeededRandom random) {
  const auto missing_among = [share](std::size_t all) {
    return static_cast<std::size_t>(std::llround(share * static_cast<double>(all)));
  };
  return random.choose(std::min(count, missing_among(before + count) - missing_among(before)), count);
}

template <typename T>
std::vector<T> without(std::vector<T> items, const std::vector<std::size_t>& indices) {
  std::vector<T> left;
  left.reserve(items.size() - indices.size());
  auto next = indices.begin();
  for (std::size_t idx = 0; idx < items.size(); ++idx) {
    if (next != indices.end() && *next == idx) {
      ++next;
    } else {
      left.push_back(std::move(items[idx]));
    }
  }
  return left;
}

study::Participant participant_of(const SimulatedPerson& person, study::Role role, const std::string& instrument) {
  study::Participant participant{person.id, role, true, {}, {}};
  if (person.has_score) participant.scores.push_back({instrument, std::nullopt, person.score});
  participant.attributes = {{"age", std::to_string(person.age)}, {"gender", person.gender}};
  return participant;
}

/// As a table shows it: four decimals are finer than anything measured.
double rounded(double value) { return std::round(value * 1e4) / 1e4; }

}  // namespace

StudySimulator::StudySimulator(StudyDesign design) : design_(std::move(design)) {
  KIZASHI_CHECK(design_.ratees >= 1 && design_.raters >= 0, "somebody to be judged");
  ratees_ = draw_ratees(design_);
  std::size_t values = 0;
  for (std::size_t idx = 0; idx < ratees_.size(); ++idx) {
    values_before_.push_back(values);
    if (!ratees_[idx].is_recorded) continue;
    recorded_.push_back(idx);
    values += all_values_of(idx).size();
  }
  raters_ = draw_raters(design_, recorded_.size());
  std::size_t ratings = 0;
  for (const SimulatedRater& rater : raters_) {
    ratings_before_.push_back(ratings);
    ratings += rater.trials * design_.effects.ratings.items.size();
  }
}

std::vector<study::Participant> StudySimulator::participants() const {
  const std::string& instrument = design_.effects.score.instrument;
  std::vector<study::Participant> all;
  for (const auto& ratee : ratees_) all.push_back(participant_of(ratee.person, study::Role::ratee, instrument));
  for (const auto& rater : raters_) all.push_back(participant_of(rater.person, study::Role::rater, instrument));
  return all;
}

std::vector<study::Rating> StudySimulator::all_ratings_of(std::size_t rater_idx) const {
  const SimulatedRater& rater = raters_.at(rater_idx);
  const RatingEffects& effects = design_.effects.ratings;
  SeededRandom for_order(design_.seed, "order of a rater", rater_idx);
  SeededRandom for_ratings(design_.seed, "ratings of a rater", rater_idx);
  SeededRandom for_times(design_.seed, "times of a rater", rater_idx);
  std::vector<std::size_t> order = recorded_;
  for_order.shuffle(order);
  const double pace = log_time_mean + log_time_sd_of_raters * math::draw_normal(for_times);
  std::vector<study::Rating> ratings;
  for (std::size_t trial = 0; trial < rater.trials; ++trial) {
    const SimulatedRatee& ratee = ratees_[order[trial]];
    for (std::size_t item = 0; item < effects.items.size(); ++item) {
      const double latent =
          ratee.item_levels[item] + rater.item_levels[item] + effects.residual_sd * math::draw_normal(for_ratings);
      const double time_ms = std::round(std::exp(pace + log_time_sd * math::draw_normal(for_times)));
      ratings.push_back({rater.person.id, ratee.person.id, effects.items[item].id, on_scale(effects.scale, latent),
                         static_cast<std::int64_t>(trial), time_ms, std::nullopt});
    }
  }
  return ratings;
}

std::vector<study::Rating> StudySimulator::ratings_of(std::size_t rater_idx) const {
  std::vector<study::Rating> ratings = all_ratings_of(rater_idx);
  const auto missing = missing_of(design_.effects.missing_share, ratings_before_[rater_idx], ratings.size(),
                                  SeededRandom(design_.seed, "missing ratings", rater_idx));
  return without(std::move(ratings), missing);
}

std::vector<study::UnitValue> StudySimulator::all_values_of(std::size_t ratee_idx) const {
  const SimulatedRatee& ratee = ratees_.at(ratee_idx);
  std::vector<study::UnitValue> values;
  const auto add = [&values](std::string_view unit, study::Measure measure, std::optional<double> level,
                             double highest) {
    if (!level) return;
    values.push_back(
        {std::string(unit), measure, study::Segment::whole, rounded(std::clamp(*level, 0.0, highest)), std::nullopt});
  };
  for (std::size_t idx = 0; idx < ratee.unit_levels.size(); ++idx) {
    const std::string_view unit = code_of(design_.effects.units[idx].unit);
    add(unit, study::Measure::presence, ratee.unit_levels[idx].presence, highest_presence);
    add(unit, study::Measure::intensity, ratee.unit_levels[idx].intensity, highest_intensity);
  }
  return values;
}

std::vector<study::UnitValue> StudySimulator::values_of(std::size_t ratee_idx) const {
  if (!ratees_.at(ratee_idx).is_recorded) return {};
  std::vector<study::UnitValue> values = all_values_of(ratee_idx);
  const auto missing = missing_of(design_.effects.missing_share, values_before_[ratee_idx], values.size(),
                                  SeededRandom(design_.seed, "missing unit values", ratee_idx));
  return without(std::move(values), missing);
}

}  // namespace kizashi::synth
