// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/action_unit_map.h"

#include <gmock/gmock.h>

#include <string>

namespace kizashi::series {
namespace {

using observation::ActionUnit;
using testing::HasSubstr;

constexpr double tolerance = 1e-12;

const std::vector<observation::EvidenceColumn> columns{
    {"brow_left_mm", "mm", ""}, {"brow_right_mm", "mm", ""}, {"brow_up", "1", ""}};

std::string term(const std::string& evidence, const std::string& neutral, double full_range, double weight) {
  return R"({"evidence": [)" + evidence + R"(], "typical_neutral": [)" + neutral +
         R"(], "direction": "rises", "full_range": )" + std::to_string(full_range) +
         R"(, "dead_share": 0, "weight": )" + std::to_string(weight) + "}";
}

std::string map_with(const std::string& terms_of_au01) {
  std::string units;
  for (const ActionUnit unit : observation::all_action_units) {
    const std::string terms = unit == ActionUnit::AU01 ? terms_of_au01 : term(R"("brow_up")", "0", 1, 1);
    units += (units.empty() ? "\"" : ", \"") + std::string(code_of(unit)) +
             R"(": {"neutral_quantile": 0.1, "typical_share": 0,
      "curve": [{"activation": 0, "intensity": 0}, {"activation": 1, "intensity": 5}], "terms": [)" +
             terms + "]}";
  }
  return R"({"schema": 1, "name": "test", "description": "d", "units": {)" + units + "}}";
}

const std::string both_brows = term(R"("brow_left_mm", "brow_right_mm")", "10, 10", 8, 0.75);
const std::string brow_shape = term(R"("brow_up")", "0", 0.5, 0.25);

ActionUnitMap two_term_map() {
  auto map = parse_action_unit_map(map_with(both_brows + "," + brow_shape), "map.json", columns);
  EXPECT_TRUE(map.ok()) << (map.ok() ? "" : map.error().message);
  return *std::move(map);
}

observation::ActionUnitState brow_raiser(const Evidence& evidence) {
  const ActionUnitMap map = two_term_map();
  return evaluate(map, typical_neutral(map), evidence)[index_of(ActionUnit::AU01)].value();
}

TEST(Evaluate, AddsTheTermsByTheirWeights) {
  // Brows 4 of 8 mm up: half of 0.75; the coefficient at its full range: 0.25. Together 0.625 of 5.
  EXPECT_NEAR(brow_raiser({14.0, 14.0, 0.5}).intensity, 3.125, tolerance);
}

TEST(Evaluate, TheNeutralFaceIsZeroAndNothingFallsBelow) {
  EXPECT_DOUBLE_EQ(brow_raiser({10.0, 10.0, 0.0}).intensity, 0.0);
  EXPECT_DOUBLE_EQ(brow_raiser({2.0, 2.0, 0.0}).intensity, 0.0);
}

TEST(Evaluate, TheStrongestMovementIsFiveAndNothingExceedsIt) {
  EXPECT_DOUBLE_EQ(brow_raiser({40.0, 40.0, 1.0}).intensity, 5.0);
}

TEST(Evaluate, SidesAreToldApart) {
  const auto state = brow_raiser({18.0, 10.0, 0.0});
  EXPECT_NEAR(state.left_intensity.value(), 3.75, tolerance);
  EXPECT_NEAR(state.right_intensity.value(), 0.0, tolerance);
  EXPECT_NEAR(state.intensity, 1.875, tolerance);
}

TEST(Evaluate, MissingEvidenceMakesTheUnitAbsent) {
  const ActionUnitMap map = two_term_map();
  const auto states = evaluate(map, typical_neutral(map), {std::nullopt, 14.0, 0.2});
  EXPECT_FALSE(states[index_of(ActionUnit::AU01)].has_value());
  EXPECT_TRUE(states[index_of(ActionUnit::AU02)].has_value());
}

TEST(Presence, BeginsExactlyAtIntensityOne) {
  EXPECT_DOUBLE_EQ(presence_probability(1.0), 0.5);
  EXPECT_LT(presence_probability(0.999), 0.5);
  EXPECT_GT(presence_probability(5.0), 0.99);
}

TEST(ActionUnitMap, AnUnknownColumnIsRefusedWithItsPlace) {
  const auto map = parse_action_unit_map(map_with(term(R"("ear_mm")", "0", 1, 1)), "map.json", columns);
  ASSERT_FALSE(map.ok());
  EXPECT_EQ(map.error().code, base::ErrorCode::invalid_document);
  EXPECT_THAT(map.error().message, HasSubstr("units.AU01.terms[0].evidence[0]"));
}

TEST(ActionUnitMap, ACurveThatFallsIsRefused) {
  std::string text = map_with(both_brows);
  text.replace(text.find("\"intensity\": 5"), 14, "\"intensity\": -1");
  EXPECT_FALSE(parse_action_unit_map(text, "map.json", columns).ok());
}

TEST(ActionUnitMap, AUnitWithoutTermsIsRefused) {
  EXPECT_FALSE(parse_action_unit_map(map_with(""), "map.json", columns).ok());
}

}  // namespace
}  // namespace kizashi::series
