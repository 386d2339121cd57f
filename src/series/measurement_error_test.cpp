// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/measurement_error.h"

#include <gmock/gmock.h>

#include <string>

#include "kizashi/base/hash.h"
#include "kizashi/series/action_unit_map.h"

namespace kizashi::series {
namespace {

using observation::ActionUnit;
using testing::HasSubstr;
using testing::Optional;

std::string document_with(const std::string& au12) {
  std::string units;
  for (const ActionUnit unit : observation::all_action_units) {
    const std::string errors = R"("clip_mean": 0.1, "present_share": 0.01)";
    units += (units.empty() ? "\"" : ", \"") + std::string(code_of(unit)) + R"(": {)" +
             (unit == ActionUnit::AU12 ? au12 : errors) + "}";
  }
  return R"({"schema": 1, "engine": "mesh", "baseline": "clip", "action_unit_map": {"name": "m", "sha256": "abc"},
             "clips": 20, "conditions": ["original", "half_size"], "units": {)" +
         units + "}}";
}

const MeasuredWith alike{"mesh", "abc", BaselineMode::clip};

MeasurementError example() {
  return *parse_measurement_error(document_with(R"("clip_mean": 0.25, "present_share": 0.03)"), "example");
}

TEST(MeasurementError, EachUnitHasItsOwnErrors) {
  const MeasurementError error = example();
  EXPECT_EQ(error.units.at(index_of(ActionUnit::AU12)).mean_intensity, 0.25);
  EXPECT_EQ(error.units.at(index_of(ActionUnit::AU12)).present_share, 0.03);
  EXPECT_EQ(error.units.at(index_of(ActionUnit::AU01)).mean_intensity, 0.1);
  EXPECT_EQ(error.clips, 20);
  EXPECT_THAT(error.conditions, testing::ElementsAre("original", "half_size"));
}

TEST(MeasurementError, AnErrorThatIsMissingIsRefusedWithItsPlace) {
  const auto error = parse_measurement_error(document_with(R"("clip_mean": 0.25)"), "errors.json");
  ASSERT_FALSE(error.ok());
  EXPECT_EQ(error.error().code, base::ErrorCode::invalid_document);
  EXPECT_THAT(error.error().message, HasSubstr("units.AU12.present_share"));
}

TEST(MeasurementError, HoldsForValuesMadeAlike) { EXPECT_EQ(why_unknown(example(), alike), std::nullopt); }

TEST(MeasurementError, IsUnknownForAnotherMapBaselineOrEngine) {
  MeasuredWith values = alike;
  values.action_unit_map_sha256 = "def";
  EXPECT_THAT(why_unknown(example(), values), Optional(HasSubstr("action unit map with sha256 abc")));
  values = alike;
  values.baseline = BaselineMode::running;
  EXPECT_THAT(why_unknown(example(), values), Optional(HasSubstr("baseline clip")));
  values = alike;
  values.engine = "openface";
  EXPECT_THAT(why_unknown(example(), values), Optional(HasSubstr("engine mesh")));
}

TEST(MeasurementError, OfTheProgramBelongsToItsDefaultMap) {
  const auto error = parse_measurement_error(built_in_measurement_error(), "built in");
  ASSERT_TRUE(error.ok()) << error.error().message;
  const BuiltInMap map = built_in_action_unit_maps().front();
  ASSERT_EQ(map.name, "default");
  EXPECT_EQ(error->measured_with.action_unit_map_sha256, base::sha256_of(map.text))
      << "the default map has changed: measure again with bench/accuracy/run repeatability";
}

}  // namespace
}  // namespace kizashi::series
