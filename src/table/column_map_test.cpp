// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/column_map.h"

#include <gmock/gmock.h>

#include <set>
#include <string>
#include <utility>

#include "kizashi/observation/action_unit.h"

namespace kizashi::table {
namespace {

using testing::HasSubstr;

constexpr const char* small_map = R"({"schema": 1, "name": "coders", "rows": "people",
  "person": {"from": "id_column", "column": "who", "session_column": "visit"},
  "intensity": {"factor": 0.05, "outside": "clamp"}, "presence": {"present_from": 0.75},
  "units": [{"column": "Smile", "unit": "AU12", "measure": "intensity"},
            {"column": "smiles", "unit": "AU12", "measure": "presence"}]})";

constexpr const char* frames_map = R"({"schema": 1, "name": "t", "rows": "frames", "person": {"from": "table_name"},
  "frame_column": "f", "usable": {"column": "ok", "from": 1}, "face_column": "face",
  "units": [{"column": "a", "unit": "AU01", "measure": "presence"}]})";

/// The message for a map in which one text was replaced.
std::string refusal(std::string text, const std::string& from, const std::string& to) {
  const auto place = text.find(from);
  EXPECT_NE(place, std::string::npos) << from;
  if (place != std::string::npos) text.replace(place, from.size(), to);
  const auto map = parse_column_map(text, "map.json");
  return map.ok() ? "" : map.error().message;
}

TEST(ColumnMap, SaysWhichColumnHoldsWhat) {
  const auto map = parse_column_map(small_map, "map.json");
  ASSERT_TRUE(map.ok()) << map.error().message;
  EXPECT_EQ(map->name, "coders");
  EXPECT_EQ(map->rows, ColumnMap::Rows::people);
  EXPECT_EQ(map->person_column, "who");
  EXPECT_EQ(map->session_column, "visit");
  EXPECT_EQ(map->intensity.factor, 0.05);
  EXPECT_TRUE(map->intensity.clamps);
  EXPECT_FALSE(map->presence.clamps);
  EXPECT_EQ(map->present_from, 0.75);
  ASSERT_EQ(map->units.size(), 2U);
  EXPECT_EQ(map->units[0].column, "Smile");
  EXPECT_EQ(map->units[1].measure, study::Measure::presence);
}

TEST(ColumnMap, OfFramesSaysWhichAreUsable) {
  const auto map = parse_column_map(frames_map, "map.json");
  ASSERT_TRUE(map.ok()) << map.error().message;
  EXPECT_EQ(map->frame_column, "f");
  EXPECT_EQ(map->face_column, "face");
  ASSERT_TRUE(map->usable);
  EXPECT_EQ(map->usable->column, "ok");
}

TEST(ColumnMap, TellsTheMistakeAndItsPlace) {
  EXPECT_THAT(refusal(small_map, R"("schema": 1)", R"("schema": 2)"), HasSubstr("schema"));
  EXPECT_THAT(refusal(small_map, "\"people\"", "\"faces\""), HasSubstr("rows"));
  EXPECT_THAT(refusal(small_map, "\"id_column\"", "\"heart\""), HasSubstr("person.from"));
  EXPECT_THAT(refusal(small_map, R"("column": "who", )", ""), HasSubstr("person.column"));
  EXPECT_THAT(refusal(small_map, "0.05", "0"), HasSubstr("intensity.factor"));
  EXPECT_THAT(refusal(small_map, "\"clamp\"", "\"hope\""), HasSubstr("intensity.outside"));
  EXPECT_THAT(refusal(small_map, "0.75", "0"), HasSubstr("presence.present_from"));
  EXPECT_THAT(refusal(small_map, "AU12", "AU99"), HasSubstr("units[0].unit"));
  EXPECT_THAT(refusal(small_map, R"("measure": "intensity")", R"("measure": "depth")"), HasSubstr("units[0].measure"));
  EXPECT_THAT(refusal(small_map, R"("measure": "presence")", R"("measure": "intensity")"), HasSubstr("units[1]"));
  EXPECT_THAT(refusal(small_map, R"("rows")", R"("rose": 1, "rows")"), HasSubstr("rose"));
  EXPECT_THAT(refusal(small_map, R"("units")", R"("frame_column": "f", "units")"), HasSubstr("frame_column"));
  EXPECT_THAT(refusal(frames_map, R"("frame_column": "f",)", ""), HasSubstr("frame_column"));
  EXPECT_THAT(refusal(frames_map, R"("from": "table_name")", R"("from": "table_name", "column": "who")"),
              HasSubstr("person.column"));
  EXPECT_THAT(refusal(frames_map, R"("from": "table_name")", R"("from": "table_name", "session_column": "s")"),
              HasSubstr("person.session_column"));
}

TEST(ColumnMap, HasANameThatAFolderCanHave) {
  for (const char* name : {"", ".", "..", "a/b", "a\\\\b", "two words", "-rf", "表"}) {
    EXPECT_THAT(refusal(small_map, "coders", name), HasSubstr("name")) << name;
  }
}

TEST(ColumnMaps, ThatAreBuiltInAreCalledByTheirNames) {
  for (const char* name : {"libreface", "openface", "py-feat"}) {
    const auto found = find_column_map(name);
    ASSERT_TRUE(found) << name;
    const auto map = parse_column_map(found->text, name);
    ASSERT_TRUE(map.ok()) << map.error().message;
    EXPECT_EQ(map->name, name);
    EXPECT_FALSE(map->note.empty()) << "what is not certain is said";
  }
  EXPECT_FALSE(find_column_map("deep-face"));
  EXPECT_EQ(built_in_column_maps().size(), 3U);
}

TEST(ColumnMaps, OfOpenFaceKnowEveryUnitButTheIntensityOfAU28) {
  const auto map = parse_column_map(find_column_map("openface")->text, "openface");
  std::set<std::pair<std::string, study::Measure>> known;
  for (const auto& unit : map->units) known.emplace(unit.unit, unit.measure);
  for (const auto unit : observation::all_action_units) {
    const std::string code(code_of(unit));
    EXPECT_TRUE(known.contains({code, study::Measure::presence})) << code;
    EXPECT_EQ(known.contains({code, study::Measure::intensity}), code != "AU28") << code;
  }
}

}  // namespace
}  // namespace kizashi::table
