// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/unit_evaluation.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kizashi::series {
namespace {

using observation::ActionUnit;

constexpr double tolerance = 1e-9;
/// Half of the step in which intensities are given.
constexpr double step_tolerance = 0.005 + tolerance;
enum Column : std::size_t { brow_left_mm, brow_right_mm, brow_up, head_pitch_rad };

EvidenceTerm both_brows() {
  EvidenceTerm term;
  term.column_idx = {brow_left_mm, brow_right_mm};
  term.typical_neutral = {10.0, 10.0};
  term.full_range = 8.0;
  term.weight = 0.75;
  return term;
}

EvidenceTerm brow_shape() {
  EvidenceTerm term;
  term.column_idx = {brow_up};
  term.typical_neutral = {0.0};
  term.full_range = 0.5;
  term.weight = 0.25;
  return term;
}

UnitMap unit_of(std::vector<EvidenceTerm> terms) { return {0.0, std::move(terms), {{0.0, 0.0}, {1.0, 5.0}}}; }

ActionUnitMap two_term_map() {
  ActionUnitMap map;
  for (UnitMap& unit : map.units) unit = unit_of({brow_shape()});
  map.units[index_of(ActionUnit::AU01)] = unit_of({both_brows(), brow_shape()});
  return map;
}

observation::ActionUnitState brow_raiser(const ActionUnitMap& map, const Evidence& evidence) {
  return evaluate(map, typical_neutral(map), compensated(map, evidence))[index_of(ActionUnit::AU01)].value();
}

observation::ActionUnitState brow_raiser(const Evidence& evidence) { return brow_raiser(two_term_map(), evidence); }

TEST(Evaluate, AddsTheTermsByTheirWeights) {
  // Brows 4 of 8 mm up: half of 0.75; the coefficient at its full range: 0.25. Together 0.625 of 5.
  EXPECT_NEAR(brow_raiser({14.0, 14.0, 0.5, 0.0}).intensity.value(), 3.125, step_tolerance);
}

TEST(Evaluate, TheNeutralFaceIsZeroAndNothingFallsBelow) {
  EXPECT_DOUBLE_EQ(brow_raiser({10.0, 10.0, 0.0, 0.0}).intensity.value(), 0.0);
  EXPECT_DOUBLE_EQ(brow_raiser({2.0, 2.0, 0.0, 0.0}).intensity.value(), 0.0);
}

TEST(Evaluate, TheStrongestMovementIsFiveAndNothingExceedsIt) {
  EXPECT_DOUBLE_EQ(brow_raiser({40.0, 40.0, 1.0, 0.0}).intensity.value(), 5.0);
}

TEST(Evaluate, SidesAreToldApart) {
  const auto state = brow_raiser({18.0, 10.0, 0.0, 0.0});
  EXPECT_NEAR(state.left_intensity.value(), 3.75, step_tolerance);
  EXPECT_NEAR(state.right_intensity.value(), 0.0, tolerance);
  EXPECT_NEAR(state.intensity.value(), 1.875, step_tolerance);
}

TEST(Evaluate, AnUnboundedTermFallsBelowNeutralAndAnOffsetLiftsTheStart) {
  ActionUnitMap map = two_term_map();
  UnitMap& unit = map.units[index_of(ActionUnit::AU01)];
  unit.offset = 0.4;
  unit.terms[0].bounded = false;
  EXPECT_NEAR(brow_raiser(map, {10.0, 10.0, 0.0, 0.0}).intensity.value(), 2.0, tolerance);
  EXPECT_NEAR(brow_raiser(map, {8.0, 8.0, 0.0, 0.0}).intensity.value(), 5.0 * (0.4 - 0.75 * 0.25), step_tolerance);
  EXPECT_NEAR(brow_raiser(map, {-90.0, -90.0, 0.0, 0.0}).intensity.value(), 0.0, tolerance);
}

TEST(Evaluate, MissingEvidenceMakesTheUnitAbsent) {
  const ActionUnitMap map = two_term_map();
  const auto states = evaluate(map, typical_neutral(map), {std::nullopt, 14.0, 0.2, 0.0});
  EXPECT_FALSE(states[index_of(ActionUnit::AU01)].has_value());
  EXPECT_TRUE(states[index_of(ActionUnit::AU02)].has_value());
}

TEST(Evaluate, AnOptionalTermMakesDoWithTheSideThatIsThereAndCountsNothingWithoutAny) {
  ActionUnitMap map = two_term_map();
  map.units[index_of(ActionUnit::AU01)].terms[0].optional = true;
  EXPECT_NEAR(brow_raiser(map, {14.0, 14.0, 0.5, 0.0}).intensity.value(), 3.125, step_tolerance);
  EXPECT_NEAR(brow_raiser(map, {std::nullopt, 14.0, 0.5, 0.0}).intensity.value(), 3.125, step_tolerance);
  const auto state = brow_raiser(map, {std::nullopt, std::nullopt, 0.5, 0.0});
  EXPECT_NEAR(state.intensity.value(), 1.25, step_tolerance);
  EXPECT_NEAR(state.left_intensity.value(), 1.25, step_tolerance);
}

TEST(Compensation, TakesOutWhatTheHeadsAngleAlonePutsIn) {
  ActionUnitMap map = two_term_map();
  map.compensations = {{brow_left_mm, {{head_pitch_rad, -3.0, 10.0}}}, {brow_right_mm, {{head_pitch_rad, 2.0, 0.0}}}};
  const Evidence evidence = compensated(map, {10.0 - 3.0 * 0.2 + 10.0 * 0.04, 10.4, 0.3, 0.2});
  EXPECT_NEAR(evidence[brow_left_mm].value(), 10.0, tolerance);
  EXPECT_NEAR(evidence[brow_right_mm].value(), 10.0, tolerance);
  EXPECT_NEAR(evidence[brow_up].value(), 0.3, tolerance);
}

TEST(Compensation, EvidenceWhoseAngleIsUnknownIsUnknown) {
  ActionUnitMap map = two_term_map();
  map.compensations = {{brow_left_mm, {{head_pitch_rad, -3.0, 0.0}}}};
  EXPECT_FALSE(compensated(map, {10.0, 10.0, 0.3, std::nullopt})[brow_left_mm].has_value());
}

TEST(Evaluate, PresenceIsARisingFunctionOfTheIntensityThatIsWritten) {
  const ActionUnitMap map = two_term_map();
  double before = -1.0;
  for (int i = 0; i <= 4000; ++i) {
    const double brow_mm = 10.0 + 0.002 * i;
    const auto state = brow_raiser(map, {brow_mm, brow_mm, 0.0, 0.0});
    const double written = std::round(*state.intensity * 100.0) / 100.0;
    EXPECT_EQ(state.is_present.value(), written >= 1.0) << brow_mm;
    EXPECT_NEAR(state.intensity.value(), written, tolerance);
    EXPECT_GE(state.presence_probability.value(), before);
    before = state.presence_probability.value();
  }
}

TEST(Presence, IsKnownFromOneHalfOnWhereAnIntensityIsKnown) {
  EXPECT_EQ(state_at(1.0).is_present, true);
  EXPECT_EQ(state_at(0.99).is_present, false);
  EXPECT_EQ(state_at(0.99).presence_probability, presence_probability(0.99));
  EXPECT_EQ(state_at(0.99).intensity, 0.99);
}

TEST(Presence, BeginsExactlyAtIntensityOne) {
  EXPECT_DOUBLE_EQ(presence_probability(1.0), 0.5);
  EXPECT_LT(presence_probability(0.999), 0.5);
  EXPECT_GT(presence_probability(5.0), 0.99);
}

}  // namespace
}  // namespace kizashi::series
