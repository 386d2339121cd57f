// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/unit_values.h"

#include <gmock/gmock.h>

namespace kizashi::pipeline {
namespace {

using study::Measure;
using study::Segment;
using study::UnitValue;

base::Result<std::vector<UnitValue>> values_in(const std::string& faces) {
  return unit_values_of(*document::parse(std::string(R"({"faces": )") + faces + "}", "test"), "test");
}

TEST(UnitValues, AreTheMeansAndSharesOfEverySegmentThatIsKnown) {
  const auto values = values_in(R"([{"face_id": 0, "action_units": {
      "AU01": {"frames": 9, "mean_intensity": 0.5, "present_share": 0.25,
               "while_speaking": {"frames": 4, "mean_intensity": 1.5, "present_share": 0.5},
               "while_silent": {"frames": 0, "mean_intensity": null, "present_share": null}},
      "AU28": {"frames": 9, "mean_intensity": null, "present_share": 0.0, "while_speaking": null, "while_silent": null}
      }}])");
  ASSERT_TRUE(values.ok()) << values.error().message;
  EXPECT_THAT(*values, testing::ElementsAre(UnitValue{"AU01", Measure::presence, Segment::whole, 0.25, 9},
                                            UnitValue{"AU01", Measure::presence, Segment::speaking, 0.5, 4},
                                            UnitValue{"AU01", Measure::intensity, Segment::whole, 0.5, 9},
                                            UnitValue{"AU01", Measure::intensity, Segment::speaking, 1.5, 4},
                                            UnitValue{"AU28", Measure::presence, Segment::whole, 0.0, 9}));
}

TEST(UnitValues, OfSeveralFacesTakeTheFirst) {
  const auto values = values_in(R"([{"face_id": 1, "action_units": {"AU01": {"frames": 1, "present_share": 1}}},
      {"face_id": 0, "action_units": {"AU01": {"frames": 2, "present_share": 0.5}}}])");
  ASSERT_TRUE(values.ok()) << values.error().message;
  EXPECT_THAT(*values, testing::ElementsAre(UnitValue{"AU01", Measure::presence, Segment::whole, 0.5, 2}));
}

TEST(UnitValues, AreNoneWithoutAFace) {
  const auto values = values_in("[]");
  ASSERT_TRUE(values.ok());
  EXPECT_THAT(*values, testing::IsEmpty());
}

TEST(UnitValues, NameThePlaceOfAMistake) {
  const auto values =
      values_in(R"([{"face_id": 0, "action_units": {"AU01": {"frames": 1, "present_share": "half"}}}])");
  ASSERT_FALSE(values.ok());
  EXPECT_EQ(values.error().code, base::ErrorCode::invalid_document);
  EXPECT_THAT(values.error().message, testing::HasSubstr("faces[0].action_units.AU01.present_share"));
}

TEST(UnitValues, OutsideTheirScaleOrOfNoUnitAreMistakes) {
  for (const char* unit :
       {R"("AU01": {"frames": 1, "present_share": 1.5})", R"("AU01": {"frames": 1, "mean_intensity": 6})",
        R"("AU01": {"frames": -1, "mean_intensity": 1})", R"("AU99": {"frames": 1})"}) {
    const auto values = values_in(R"([{"face_id": 0, "action_units": {)" + std::string(unit) + "}}]");
    ASSERT_FALSE(values.ok()) << unit;
    EXPECT_THAT(values.error().message, testing::HasSubstr("faces[0].action_units.AU"));
  }
}

}  // namespace
}  // namespace kizashi::pipeline
