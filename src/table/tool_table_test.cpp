// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/tool_table.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "kizashi/base/check.h"

namespace kizashi::table {
namespace {

using study::Measure;
using study::Segment;
using study::UnitValue;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

ColumnMap map_of(std::string_view text) {
  auto map = parse_column_map(text, "map");
  KIZASHI_CHECK(map.ok(), map.ok() ? "" : map.error().message);
  return *std::move(map);
}

ColumnMap built_in(const char* name) { return map_of(find_column_map(name).value().text); }

struct Reading {
  std::vector<ToolMeasurement> measurements;
  std::vector<Rejection> rejections;
};

Reading read(const std::string& text, const ColumnMap& map, const std::string& name = "p01.csv") {
  Reading reading;
  auto read = read_tool_table_text(text, name, map,
                                   [&](const Rejection& rejection) { reading.rejections.push_back(rejection); });
  KIZASHI_CHECK(read.ok(), "a text can be read");
  reading.measurements = *std::move(read);
  return reading;
}

std::vector<std::string> stems(const Reading& reading) {
  std::vector<std::string> stems;
  for (const auto& measurement : reading.measurements) stems.push_back(stem_of(measurement.key));
  return stems;
}

/// The one rejection of a text, as `line: column: reason`.
std::string refusal(const std::string& text, const ColumnMap& map, const std::string& name = "p01.csv") {
  const Reading reading = read(text, map, name);
  EXPECT_THAT(reading.rejections, SizeIs(1));
  if (reading.rejections.size() != 1) return "";
  const Rejection& one = reading.rejections.front();
  return (one.line ? std::to_string(*one.line) : "") + ": " + one.column.value_or("") + ": " + one.reason;
}

UnitValue intensity(const char* unit, double value, std::int64_t frames) {
  return {unit, Measure::intensity, Segment::whole, value, frames};
}
UnitValue presence(const char* unit, double value, std::int64_t frames) {
  return {unit, Measure::presence, Segment::whole, value, frames};
}

constexpr const char* openface_1 =
    "frame, timestamp, confidence, success, AU01_r, AU01_c, AU28_c\n"
    "1, 0, 0.98, 1, 1.00, 1, 0\n"
    "2, 0.04, 0.98, 1, 2.00, 0, 0\n"
    "3, 0.08, 0.02, 0, 5.00, 1, 1\n"
    "4, 0.12, 0.98, 1, 3.00, 1, 1\n";

TEST(ToolTable, OfOpenFaceHasMeansOverTheFramesWithSuccess) {
  const Reading reading = read(openface_1, built_in("openface"), "a folder/参加者01_ses-2_take-3_neutral.csv");
  EXPECT_THAT(reading.rejections, IsEmpty());
  ASSERT_THAT(stems(reading), ElementsAre("参加者01_ses-2_take-3_neutral"));
  const ToolMeasurement& measurement = reading.measurements.front();
  EXPECT_THAT(measurement.values,
              ElementsAre(presence("AU01", 2.0 / 3.0, 3), intensity("AU01", 2.0, 3), presence("AU28", 1.0 / 3.0, 3)));
  EXPECT_THAT(measurement.rows, ElementsAre(2, 3, 4, 5));
  EXPECT_EQ(measurement.note, std::nullopt);
}

TEST(ToolTable, IsTheSameHoweverItIsSaved) {
  const Reading plain = read(openface_1, built_in("openface"));
  for (const char delimiter : {'\t', ';'}) {
    std::string text = openface_1;
    for (char& character : text) character = character == ',' ? delimiter : character;
    EXPECT_EQ(read("\xEF\xBB\xBF" + text, built_in("openface")).measurements, plain.measurements);
  }
}

TEST(ToolTable, LeavesOutWhatACellDoesNotSay) {
  const Reading reading = read("frame,success,AU01_r,AU02_r\n1,1,1.5,\n2,1,,\n", built_in("openface"));
  ASSERT_THAT(reading.measurements, SizeIs(1));
  EXPECT_THAT(reading.measurements.front().values, ElementsAre(intensity("AU01", 1.5, 1)));
}

TEST(ToolTable, OfSeveralFacesCountsTheOneThatIsSeenMost) {
  const Reading reading =
      read("frame,face_id,success,AU12_r\n1,0,1,1\n1,1,1,4\n2,0,0,1\n2,1,1,2\n3,2,0,5\n", built_in("openface"));
  ASSERT_THAT(reading.measurements, SizeIs(1));
  EXPECT_THAT(reading.measurements.front().values, ElementsAre(intensity("AU12", 3.0, 2)));
  EXPECT_THAT(reading.measurements.front().note, testing::Optional(HasSubstr("2 faces; face 1")));
  EXPECT_THAT(reading.measurements.front().rows, SizeIs(5));
}

TEST(ToolTable, OfFacesThatAreSeenEquallyCountsTheFirst) {
  const Reading reading = read("frame,face_id,success,AU12_r\n1,9,1,1\n1,0,1,4\n", built_in("openface"));
  EXPECT_THAT(reading.measurements.front().values, ElementsAre(intensity("AU12", 1.0, 1)));
}

TEST(ToolTable, WithoutAUsableFrameHasNoValuesAndSaysSo) {
  const Reading reading = read("frame,success,AU12_r\n1,0,1\n", built_in("openface"));
  ASSERT_THAT(reading.measurements, SizeIs(1));
  EXPECT_THAT(reading.measurements.front().values, IsEmpty());
  EXPECT_EQ(reading.measurements.front().note, "no frame with a face");
}

TEST(ToolTable, WithOnlyAHeaderIsAboutNobody) {
  EXPECT_THAT(read("frame,success,AU12_r\n", built_in("openface")).measurements, IsEmpty());
}

TEST(ToolTable, NamesTheCellThatCannotBeTakenIn) {
  const ColumnMap openface = built_in("openface");
  const std::string header = "frame,success,AU12_r,AU12_c\n";
  EXPECT_THAT(refusal(header + "1,1,5.5,0\n", openface), HasSubstr("2: AU12_r: 5.5 is outside 0 to 5"));
  EXPECT_THAT(refusal(header + "1,1,1,0\n2,1,1,-1\n", openface), HasSubstr("3: AU12_c: -1 is outside 0 to 1"));
  EXPECT_THAT(refusal(header + "1,1,much,0\n", openface), HasSubstr("2: AU12_r: "));
  EXPECT_THAT(refusal(header + "1,1,nan,0\n", openface), HasSubstr("2: AU12_r: "));
  EXPECT_THAT(refusal(header + "1,perhaps,1,0\n", openface), HasSubstr("2: success: "));
  EXPECT_THAT(refusal(header + ",1,1,0\n", openface), HasSubstr("2: frame: "));
  EXPECT_THAT(refusal(header + "2,1,1,0\n2,1,1,0\n", openface), HasSubstr("3: frame: frame 2 behind frame 2"));
  EXPECT_THAT(refusal(header + "1,1,1\n", openface), HasSubstr("2: "));
}

TEST(ToolTable, LooksAtNoNumberOfAFrameWithoutAFace) {
  EXPECT_THAT(read("frame,success,AU12_r\n1,0,-7.5\n2,1,1\n", built_in("openface")).rejections, IsEmpty());
}

TEST(ToolTable, OfAnotherToolIsRefusedAsAWhole) {
  const ColumnMap openface = built_in("openface");
  EXPECT_THAT(refusal("frame_idx,au_1\n0,1\n", openface), HasSubstr("success"));
  EXPECT_THAT(refusal("frame,success,smile\n0,1,1\n", openface), HasSubstr("no column of action units"));
}

TEST(ToolTable, ThatDoesNotSayWhoseItIsIsRefused) {
  EXPECT_THAT(refusal(openface_1, built_in("openface"), "_ses-2.csv"), HasSubstr("PARTICIPANT[_ses-N]"));
  EXPECT_THAT(refusal("frame,FaceScore,AU01,input\n0,0.9,1,a/_ses-2.mp4\n", built_in("py-feat")),
              HasSubstr("2: input: \"_ses-2\""));
}

TEST(ToolTable, OfPyFeatHoldsManyRecordings) {
  const Reading reading = read(
      ",frame,FaceScore,AU01,AU11,input\n"
      "0,0,0.99,0.4,1,/videos/p02.mp4\n"
      "1,1,0.99,0.6,1,/videos/p02.mp4\n"
      "2,2,0.2,0.9,1,/videos/p02.mp4\n"
      "3,3,,,,/videos/p02.mp4\n"
      "4,0,0.99,1.01,1,C:\\videos\\p01_neutral.mov\n",
      built_in("py-feat"));
  EXPECT_THAT(reading.rejections, IsEmpty());
  ASSERT_THAT(stems(reading), ElementsAre("p01_neutral", "p02"));
  EXPECT_THAT(reading.measurements[0].values, ElementsAre(presence("AU01", 1.0, 1)));
  EXPECT_THAT(reading.measurements[1].values, ElementsAre(presence("AU01", 0.5, 2)));
  EXPECT_THAT(reading.measurements[1].rows, ElementsAre(2, 3, 4, 5));
}

TEST(ToolTable, OfLibreFaceTakesABlankCellForNoFace) {
  const Reading reading =
      read("frame_idx,au_1,au_1_intensity,au_24\n0,1,1.25,1\n1,0,5.02,0\n2,,,\n", built_in("libreface"));
  EXPECT_THAT(reading.rejections, IsEmpty());
  ASSERT_THAT(reading.measurements, SizeIs(1));
  EXPECT_THAT(reading.measurements.front().values, ElementsAre(presence("AU01", 0.5, 2), intensity("AU01", 3.125, 2)));
}

constexpr const char* people_map = R"({"schema": 1, "name": "coders", "rows": "people",
  "person": {"from": "id_column", "column": "who", "session_column": "visit"}, "intensity": {"factor": 0.05},
  "units": [{"column": "Smile", "unit": "AU12", "measure": "intensity"},
            {"column": "Brow", "unit": "AU01", "measure": "presence"}]})";

TEST(ToolTable, OfPeopleHasTheirNumbersAsTheyStand) {
  const Reading reading = read("who,visit,Smile,Brow\np02,,40,0.3\np01,2,100,\n", map_of(people_map));
  ASSERT_THAT(stems(reading), ElementsAre("p01_ses-2", "p02"));
  EXPECT_THAT(reading.measurements[0].values,
              ElementsAre(UnitValue{"AU12", Measure::intensity, Segment::whole, 5.0, std::nullopt}));
  EXPECT_THAT(reading.measurements[1].values,
              ElementsAre(UnitValue{"AU01", Measure::presence, Segment::whole, 0.3, std::nullopt},
                          UnitValue{"AU12", Measure::intensity, Segment::whole, 2.0, std::nullopt}));
}

TEST(ToolTable, OfPeopleHasEachPersonOnceASession) {
  EXPECT_THAT(refusal("who,visit,Smile\np01,1,4\np01,2,4\np01,1,5\n", map_of(people_map)),
              HasSubstr("4: who: line 2 has the same person and session"));
  EXPECT_THAT(refusal("who,visit,Smile\n,1,4\n", map_of(people_map)), HasSubstr("2: who: "));
  EXPECT_THAT(refusal("who,visit,Smile\np01,1,101\n", map_of(people_map)), HasSubstr("2: Smile: 5.05 is outside"));
}

}  // namespace
}  // namespace kizashi::table
