// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/study_simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>
#include <string>

#include "kizashi/document/value.h"
#include "kizashi/synth/study_truth.h"

namespace kizashi::synth {
namespace {

/// A fixed seed that passes within four standard errors shows a mistake of any size worth naming.
constexpr double errors = 4.0;

StudyDesign design(std::string_view effects, int ratees, int raters) {
  StudyDesign design;
  for (const auto& known : built_in_effects()) {
    if (known.name == effects) design.effects = *parse_study_effects(known.text, known.name);
  }
  design.ratees = ratees;
  design.raters = raters;
  return design;
}

struct Sample {
  double n = 0.0;
  double sum = 0.0;
  double squares = 0.0;
  void add(double value) {
    n += 1.0;
    sum += value;
    squares += value * value;
  }
  [[nodiscard]] double mean() const { return sum / n; }
  [[nodiscard]] double variance() const { return (squares - sum * sum / n) / (n - 1.0); }
};

struct TwoGroups {
  Sample affected;
  Sample reference;
  [[nodiscard]] double difference() const { return affected.mean() - reference.mean(); }
  [[nodiscard]] double standard_error() const {
    return std::sqrt(affected.variance() / affected.n + reference.variance() / reference.n);
  }
  [[nodiscard]] double d() const {
    return difference() / std::sqrt((affected.variance() + reference.variance()) / 2.0);
  }
};

using Key = std::pair<std::string, study::Measure>;

std::map<Key, TwoGroups> units_by_group(const StudySimulator& simulator) {
  std::map<Key, TwoGroups> found;
  for (std::size_t idx = 0; idx < simulator.ratees().size(); ++idx) {
    for (const auto& value : simulator.values_of(idx)) {
      auto& groups = found[{value.unit, value.measure}];
      (simulator.ratees()[idx].person.is_affected ? groups.affected : groups.reference).add(value.value);
    }
  }
  return found;
}

const UnitEffect& effect_of(const StudyEffects& effects, std::string_view unit) {
  for (const auto& effect : effects.units) {
    if (code_of(effect.unit) == unit) return effect;
  }
  throw std::out_of_range(std::string(unit));
}

TEST(StudySimulator, PlantsTheUnitsOfThePaperAndNoOthers) {
  const StudySimulator simulator(design("paper", 8000, 0));
  const auto found = units_by_group(simulator);
  EXPECT_EQ(found.size(), 35U);
  constexpr double d_error = 0.0224;  // of d = 0 with 4000 against 4000: sqrt(2 / 4000)
  for (const auto& [key, groups] : found) {
    const auto& unit = effect_of(simulator.design().effects, key.first);
    const auto& planted = key.second == study::Measure::presence ? *unit.presence : *unit.intensity;
    EXPECT_NEAR(groups.d(), planted.d, errors * d_error) << key.first;
    EXPECT_NEAR(groups.reference.mean(), planted.mean, errors * planted.sd / std::sqrt(4000.0)) << key.first;
    EXPECT_NEAR(std::sqrt(groups.reference.variance()), planted.sd, errors * planted.sd / std::sqrt(8000.0))
        << key.first;
  }
}

TEST(StudySimulator, NoneHasNoDifferenceAnywhere) {
  const StudySimulator simulator(design("none", 8000, 0));
  for (const auto& [key, groups] : units_by_group(simulator)) {
    EXPECT_LT(std::abs(groups.difference()), errors * groups.standard_error()) << key.first;
  }
}

TEST(StudySimulator, PresenceAndIntensityOfOneUnitGoTogetherAsStated) {
  const StudySimulator simulator(design("none", 8000, 0));
  double products = 0.0;
  for (const auto& ratee : simulator.ratees()) {
    const auto& unit = simulator.design().effects.units[0];
    const auto& levels = ratee.unit_levels[0];
    products += (*levels.intensity - unit.intensity->mean) / unit.intensity->sd *
                (*levels.presence - unit.presence->mean) / unit.presence->sd;
  }
  EXPECT_NEAR(products / 8000.0, simulator.design().effects.measure_correlation, errors / std::sqrt(8000.0));
}

/// The ratings of one item as a table of ratees by raters, every cell filled.
struct Crossed {
  std::vector<Sample> ratees;
  std::vector<Sample> raters;
  Sample all;
};

std::map<std::string, Crossed> crossed_by_item(const StudySimulator& simulator) {
  std::map<std::string, std::size_t> ratee_idx;
  for (std::size_t idx = 0; idx < simulator.ratees().size(); ++idx)
    ratee_idx[simulator.ratees()[idx].person.id.text()] = idx;
  std::map<std::string, Crossed> items;
  for (std::size_t rater = 0; rater < simulator.raters().size(); ++rater) {
    for (const auto& rating : simulator.ratings_of(rater)) {
      auto& item = items[rating.item];
      item.ratees.resize(simulator.ratees().size());
      item.raters.resize(simulator.raters().size());
      item.ratees[ratee_idx.at(rating.ratee.text())].add(rating.rating);
      item.raters[rater].add(rating.rating);
      item.all.add(rating.rating);
    }
  }
  return items;
}

Sample means_of(const std::vector<Sample>& samples) {
  Sample means;
  for (const auto& sample : samples) means.add(sample.mean());
  return means;
}

TEST(StudySimulator, RatingsHaveTheVariancesStated) {
  // Two-way analysis of variance without repetition: the expected mean squares give the components.
  StudyDesign wide = design("none", 300, 300);
  wide.effects.ratings.scale.step = std::nullopt;
  wide.effects.ratings.scale.lowest = -100.0;
  wide.effects.ratings.scale.highest = 100.0;
  const StudySimulator simulator(wide);
  constexpr double n = 300.0;
  for (const auto& [name, item] : crossed_by_item(simulator)) {
    const double of_ratees = means_of(item.ratees).variance();
    const double of_raters = means_of(item.raters).variance();
    const double total = item.all.variance() * (n * n - 1.0);
    const double residual = (total - n * (n - 1.0) * (of_ratees + of_raters)) / ((n - 1.0) * (n - 1.0));
    EXPECT_NEAR(residual, 1.0, errors * std::sqrt(2.0) / n) << name;
    const double variance_error = 0.25 * std::sqrt(2.0 / n);
    EXPECT_NEAR(of_ratees - residual / n, 0.25, errors * variance_error) << name;
    EXPECT_NEAR(of_raters - residual / n, 0.25, errors * variance_error) << name;
    EXPECT_NEAR(item.all.mean(), 4.0, errors * std::sqrt(0.5 / n)) << name;
  }
}

TEST(StudySimulator, ItemsOfTheSameSenseGoTogetherAndOppositeOnesApart) {
  const StudySimulator simulator(design("none", 5000, 0));
  const auto correlation = [&simulator](std::size_t one, std::size_t other) {
    double products = 0.0;
    for (const auto& ratee : simulator.ratees()) {
      products += (ratee.item_levels[one] - 4.0) * (ratee.item_levels[other] - 4.0) / 0.25;
    }
    return products / 5000.0;
  };
  const double stated = simulator.design().effects.ratings.item_correlation;
  const double error = errors / std::sqrt(5000.0);
  EXPECT_NEAR(correlation(0, 3), stated, error) << "expressive and likeable";
  EXPECT_NEAR(correlation(4, 6), stated, error) << "stiff and nervous";
  EXPECT_NEAR(correlation(0, 4), -stated, error) << "expressive and stiff";
}

double expected_difference(const document::Value& truth, std::string_view item) {
  for (const auto& known : *truth.find("effects")->find("ratings")->find("items")->as_items()) {
    if (*known.find("id")->as_text() == item) return *known.find("expected_mean_difference")->as_number();
  }
  throw std::out_of_range(std::string(item));
}

TEST(StudySimulator, RatingsDifferBetweenGroupsAsTheTruthExpects) {
  const StudySimulator simulator(design("paper", 4000, 10));
  std::map<std::string, bool> is_affected;
  for (const auto& ratee : simulator.ratees()) is_affected[ratee.person.id.text()] = ratee.person.is_affected;
  std::map<std::string, std::map<std::string, Sample>> by_ratee;
  for (std::size_t rater = 0; rater < simulator.raters().size(); ++rater) {
    for (const auto& rating : simulator.ratings_of(rater))
      by_ratee[rating.item][rating.ratee.text()].add(rating.rating);
  }
  const auto truth = truth_of(simulator);
  ASSERT_EQ(by_ratee.size(), 7U);
  for (const auto& [item, ratees] : by_ratee) {
    TwoGroups groups;
    for (const auto& [id, sample] : ratees)
      (is_affected.at(id) ? groups.affected : groups.reference).add(sample.mean());
    const double expected = expected_difference(truth, item);
    EXPECT_NEAR(groups.difference(), expected, errors * groups.standard_error()) << item;
    const bool is_positive = item == "expressive" || item == "natural" || item == "friendly" || item == "likeable";
    EXPECT_NEAR(expected, is_positive ? -0.35 : 0.0, 0.01) << item << ": the scale's ends take little of it";
  }
}

TEST(StudySimulator, ScoresFillTheirGroupsEvenlyAndAFewLieOutside) {
  const StudySimulator simulator(design("paper", 20000, 100));
  std::map<int, int> counts;
  int outside = 0;
  for (const auto& ratee : simulator.ratees()) {
    const SimulatedPerson& person = ratee.person;
    ++counts[person.score];
    if (!person.group) {
      ++outside;
      EXPECT_TRUE(person.score == 0 || (person.score >= 21 && person.score <= 40)) << person.score;
      EXPECT_EQ(person.is_affected, person.score > 10) << "the nearer group's effects";
    } else {
      EXPECT_EQ(*person.group, person.score >= 11 ? "std" : "healthy");
      EXPECT_EQ(person.is_affected, person.score >= 11);
    }
  }
  EXPECT_EQ(outside, 1000);
  for (int score = 1; score <= 20; ++score) EXPECT_NEAR(counts[score], 950.0, errors * std::sqrt(950.0)) << score;
  EXPECT_GT(counts[0], 0);
  EXPECT_GT(counts[40], 0);
  EXPECT_EQ(counts.rbegin()->first, 40);
}

TEST(StudySimulator, TheRatersOwnScoreHasNoEffect) {
  const StudySimulator simulator(design("paper", 1, 5000));
  TwoGroups groups;
  for (const auto& rater : simulator.raters()) {
    (rater.person.is_affected ? groups.affected : groups.reference).add(rater.item_levels[0]);
  }
  EXPECT_LT(std::abs(groups.difference()), errors * groups.standard_error());
}

TEST(StudySimulator, EverybodyIsSimulatedWithARoleAndAnIdOfTheirOwn) {
  const StudySimulator simulator(design("paper", 64, 63));
  std::set<std::string> ids;
  int ratees = 0;
  for (const auto& person : simulator.participants()) {
    ids.insert(person.id.text());
    ratees += person.role == study::Role::ratee ? 1 : 0;
    EXPECT_TRUE(person.is_simulated);
    ASSERT_EQ(person.scores.size(), 1U);
    EXPECT_EQ(person.scores[0].instrument, "bdi2");
    EXPECT_EQ(person.attributes.size(), 2U);
  }
  EXPECT_EQ(ids.size(), 127U);
  EXPECT_EQ(ratees, 64);
}

TEST(StudySimulator, EveryRaterSeesEveryRateeOnceInAnOrderOfTheirOwn) {
  const StudySimulator simulator(design("paper", 20, 2));
  std::vector<std::vector<std::string>> orders;
  for (std::size_t rater = 0; rater < 2; ++rater) {
    std::map<std::int64_t, std::string> by_trial;
    for (const auto& rating : simulator.ratings_of(rater)) {
      EXPECT_EQ(rating.rating, std::round(rating.rating));
      EXPECT_GE(rating.rating, 1.0);
      EXPECT_LE(rating.rating, 7.0);
      EXPECT_GT(*rating.response_time_ms, 0.0);
      EXPECT_FALSE(rating.timestamp.has_value());
      const auto [at, is_new] = by_trial.emplace(*rating.trial_index, rating.ratee.text());
      EXPECT_EQ(at->second, rating.ratee.text()) << "all items of one trial are about the same person";
    }
    ASSERT_EQ(by_trial.size(), 20U);
    EXPECT_EQ(by_trial.begin()->first, 0);
    orders.emplace_back();
    for (const auto& [trial, id] : by_trial) orders.back().push_back(id);
  }
  EXPECT_NE(orders[0], orders[1]);
  EXPECT_EQ(std::set<std::string>(orders[0].begin(), orders[0].end()).size(), 20U);
}

struct Counts {
  std::size_t ratings = 0;
  std::size_t values = 0;
  std::size_t scores = 0;
};

Counts counts_of(const StudySimulator& simulator) {
  Counts counts;
  for (std::size_t idx = 0; idx < simulator.raters().size(); ++idx) counts.ratings += simulator.ratings_of(idx).size();
  for (std::size_t idx = 0; idx < simulator.ratees().size(); ++idx) counts.values += simulator.values_of(idx).size();
  for (const auto& person : simulator.participants()) counts.scores += person.scores.size();
  return counts;
}

TEST(StudySimulator, AsMuchIsMissingAsAskedAndTheRestStaysAsItWas) {
  const StudySimulator whole(design("paper", 64, 63));
  StudyDesign holes = design("paper", 64, 63);
  holes.effects.missing_share = 0.1;
  const StudySimulator simulator(holes);
  const Counts all = counts_of(whole);
  const Counts left = counts_of(simulator);
  EXPECT_EQ(all.ratings, 64U * 63U * 7U);
  EXPECT_EQ(all.values, 64U * 35U);
  EXPECT_EQ(left.ratings, all.ratings - 2822U);
  EXPECT_EQ(left.values, all.values - 224U);
  EXPECT_EQ(left.scores, all.scores - 12U);
  const auto before = whole.ratings_of(5);
  for (const auto& rating : simulator.ratings_of(5)) EXPECT_THAT(before, testing::Contains(rating));
}

TEST(StudySimulator, DropoutsStopPartWayOrAreNeverRecorded) {
  StudyDesign dropping = design("paper", 40, 20);
  dropping.effects.dropout_share = 0.25;
  const StudySimulator simulator(dropping);
  std::size_t unrecorded = 0;
  for (std::size_t idx = 0; idx < 40; ++idx) {
    const auto& ratee = simulator.ratees()[idx];
    if (ratee.is_recorded) continue;
    ++unrecorded;
    EXPECT_TRUE(simulator.values_of(idx).empty());
    for (const auto& rating : simulator.ratings_of(0)) EXPECT_NE(rating.ratee, ratee.person.id);
  }
  EXPECT_EQ(unrecorded, 10U);
  std::size_t stopped = 0;
  for (std::size_t idx = 0; idx < 20; ++idx) {
    const std::size_t trials = simulator.raters()[idx].trials;
    stopped += trials < 30 ? 1U : 0U;
    EXPECT_EQ(simulator.ratings_of(idx).size(), 7 * trials);
  }
  EXPECT_EQ(stopped, 5U);
}

TEST(StudySimulator, TheSameDesignGivesTheSameStudyAndAnotherSeedAnother) {
  const StudySimulator one(design("paper", 10, 5));
  const StudySimulator same(design("paper", 10, 5));
  StudyDesign other_seed = design("paper", 10, 5);
  other_seed.seed = 2;
  const StudySimulator other(other_seed);
  EXPECT_EQ(one.participants(), same.participants());
  EXPECT_EQ(one.ratings_of(4), same.ratings_of(4));
  EXPECT_EQ(one.values_of(3), same.values_of(3));
  EXPECT_EQ(truth_of(one), truth_of(same));
  EXPECT_NE(one.ratings_of(4), other.ratings_of(4));
  EXPECT_NE(one.values_of(3), other.values_of(3));
}

TEST(StudySimulator, TwoRateesAreOneOfEachGroup) {
  const StudySimulator simulator(design("paper", 2, 1));
  EXPECT_NE(simulator.ratees()[0].person.is_affected, simulator.ratees()[1].person.is_affected);
  EXPECT_EQ(simulator.ratings_of(0).size(), 14U);
}

TEST(StudyTruth, KnowsWhatTheTablesDoNot) {
  StudyDesign holes = design("paper", 40, 6);
  holes.effects.missing_share = 0.2;
  holes.effects.dropout_share = 0.1;
  const StudySimulator simulator(holes);
  const auto truth = truth_of(simulator);
  EXPECT_EQ(*truth.find("seed")->as_integer(), 1);
  const auto& ratees = *truth.find("ratees")->as_items();
  ASSERT_EQ(ratees.size(), 40U);
  std::size_t outside = 0;
  for (std::size_t idx = 0; idx < ratees.size(); ++idx) {
    const auto& known = simulator.ratees()[idx];
    EXPECT_EQ(*ratees[idx].find("score")->as_integer(), known.person.score);
    EXPECT_EQ(*ratees[idx].find("is_score_missing")->as_flag(), !known.person.has_score);
    EXPECT_EQ(*ratees[idx].find("is_recorded")->as_flag(), known.is_recorded);
    EXPECT_NEAR(*ratees[idx].find("latent_items")->find("natural")->as_number(), known.item_levels[1], 1e-6);
    EXPECT_EQ(*ratees[idx].find("effects_of_group")->as_text(), known.person.is_affected ? "std" : "healthy");
    outside += ratees[idx].find("group")->is_null() ? 1U : 0U;
  }
  EXPECT_EQ(outside, 2U);
  EXPECT_EQ(truth.find("raters")->as_items()->size(), 6U);
}

}  // namespace
}  // namespace kizashi::synth
