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
  return R"({"schema": 2, "name": "test", "description": "d", "research_only": false, "compensation": [], "units": {)" +
         units + "}}";
}

const std::string both_brows = term(R"("brow_left_mm", "brow_right_mm")", "10, 10", 8, 0.75);
const std::string brow_shape = term(R"("brow_up")", "0", 0.5, 0.25);

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
