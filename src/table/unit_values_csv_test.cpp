// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/unit_values_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kizashi/table/test_tables.h"

namespace kizashi::table {
namespace {

using study::Measure;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

Reading<UnitValueRow> read(std::string text) {
  return read_all<UnitValueRow>(*UnitValuesReader::of_text(std::move(text), "action-units.csv"));
}

UnitValueRow row_of(std::string_view id, int session, std::string unit, Measure measure, double value) {
  return {*study::ParticipantId::of(id), session, {std::move(unit), measure, study::Segment::whole, value, {}}};
}

TEST(UnitValuesReader, ReadsNumbersHoweverTheirUnitIsCalled) {
  const auto reading = read(
      "participant_id,au,measure,value,session\n"
      "A,AU01,presence,0.25,\n"
      "A,AU2,intensity,5,\n"
      "A,28,presence,1,1\n"
      "参加者,au5,intensity,0,2\n");
  EXPECT_THAT(brief(reading.rejections), IsEmpty());
  EXPECT_THAT(reading.rows, ElementsAre(row_of("A", 1, "AU01", Measure::presence, 0.25),
                                        row_of("A", 1, "AU02", Measure::intensity, 5.0),
                                        row_of("A", 1, "AU28", Measure::presence, 1.0),
                                        row_of("参加者", 2, "AU05", Measure::intensity, 0.0)));
}

TEST(UnitValuesReader, TellsOfEveryBadRowAndGoesOn) {
  const auto reading = read(
      "participant_id,au,measure,value\n"
      "A,AU03,presence,0\n"
      "A,AU001,presence,0\n"
      "A,,presence,0\n"
      "A,1,mean,0\n"
      "A,1,presence,1.01\n"
      "A,1,intensity,-0.1\n"
      "A,1,intensity,5.01\n"
      "A,1,presence,\n"
      "A,1,presence,n/a\n"
      "A,1,presence,0.5\n"
      "A,AU01,presence,0.6\n"
      "A,AU01,intensity,0.6\n");
  EXPECT_THAT(reading.lines, ElementsAre(11U, 13U));
  EXPECT_THAT(brief(reading.rejections),
              ElementsAre(StartsWith("2 au: \"AU03\" is no action unit"), StartsWith("3 au: "), StartsWith("4 au: "),
                          StartsWith("5 measure: \"mean\""), StartsWith("6 value: 1.01 is outside 0 to 1"),
                          StartsWith("7 value: -0.1 is outside 0 to 5"), StartsWith("8 value: "),
                          StartsWith("9 value: a value is missing"), StartsWith("10 value: \"n/a\" is not a number"),
                          StartsWith("12 au: line 11 has the same")));
}

}  // namespace
}  // namespace kizashi::table
