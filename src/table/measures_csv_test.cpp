// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/measures_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>

#include "kizashi/base/check.h"

namespace kizashi::table {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Half a unit of the last decimal, and a little for the binary rounding of the number itself.
constexpr double time_tolerance_s = 0.51e-6;

MeasuresSchema schema_of(std::size_t evidence_count, bool with_action_units) {
  MeasuresSchema schema;
  for (std::size_t idx = 0; idx < evidence_count; ++idx) {
    schema.evidence.push_back({"evidence_" + std::to_string(idx) + "_mm", "mm", "a distance"});
  }
  schema.with_action_units = with_action_units;
  return schema;
}

observation::ActionUnitState state_of(double intensity, double presence_probability) {
  observation::ActionUnitState state;
  state.intensity = intensity;
  state.is_present = presence_probability >= 0.5;
  state.presence_probability = presence_probability;
  return state;
}

class RandomRows {
 public:
  explicit RandomRows(MeasuresSchema schema) : schema_(std::move(schema)) {}

  MeasuresRow next() {
    MeasuresRow row;
    row.frame_number = ++frame_number_;
    row.face_id = static_cast<int>(random_() % 2);
    row.timestamp_s = static_cast<double>(row.frame_number) / 25.0;
    row.success = random_() % 5 != 0;
    row.picture_change = maybe(20.0);
    row.speech_probability = maybe(1.0);
    if (!row.success) return row;
    row.quality = {200.0 * one_(random_), 1e4 * one_(random_), 255.0 * one_(random_), one_(random_), one_(random_)};
    for (std::size_t idx = 0; idx < schema_.evidence.size(); ++idx) row.evidence.push_back(maybe(60.0));
    if (!schema_.with_action_units) return row;
    row.au28_intensity = maybe(5.0);
    for (auto& probability : row.presence_probabilities) probability = maybe(1.0);
    for (auto& intensity : row.side_intensities) intensity = maybe(5.0);
    return row;
  }

  std::vector<MeasuresRow> take(std::size_t count) {
    std::vector<MeasuresRow> rows;
    while (rows.size() < count) rows.push_back(next());
    return rows;
  }

 private:
  std::optional<double> maybe(double highest) {
    if (random_() % 10 == 0) return std::nullopt;
    return highest * (one_(random_) - 0.25);
  }

  MeasuresSchema schema_;
  std::mt19937 random_{13};
  std::uniform_real_distribution<double> one_{0.0, 1.0};
  std::int64_t frame_number_ = 0;
};

std::string text_of(const std::vector<MeasuresRow>& rows, const MeasuresSchema& schema) {
  std::string text;
  MeasuresWriter writer(sink_to(text), schema);
  for (const auto& row : rows) EXPECT_TRUE(writer.write(row).ok());
  EXPECT_TRUE(writer.finish().ok());
  return text;
}

base::Result<MeasuresReader> reader_of(std::string text) {
  auto table = CsvReader::of_text(std::move(text), "t.csv");
  if (!table.ok()) return table.error();
  return MeasuresReader::of(*std::move(table));
}

base::Result<std::vector<MeasuresRow>> read(std::string text) {
  auto reader = reader_of(std::move(text));
  if (!reader.ok()) return reader.error();
  std::vector<MeasuresRow> rows;
  while (true) {
    auto row = reader->next();
    if (!row.ok()) return row.error();
    if (!*row) return rows;
    rows.push_back(**row);
  }
}

void expect_same_float(const std::optional<double>& stored, const std::optional<double>& measured) {
  ASSERT_EQ(stored.has_value(), measured.has_value());
  if (measured) {
    EXPECT_EQ(static_cast<float>(*stored), static_cast<float>(*measured));
  }
}

void expect_same(const MeasuresRow& stored, const MeasuresRow& measured) {
  EXPECT_EQ(stored.frame_number, measured.frame_number);
  EXPECT_EQ(stored.face_id, measured.face_id);
  EXPECT_EQ(stored.success, measured.success);
  EXPECT_NEAR(stored.timestamp_s, measured.timestamp_s, time_tolerance_s);
  expect_same_float(stored.picture_change, measured.picture_change);
  expect_same_float(stored.speech_probability, measured.speech_probability);
  ASSERT_EQ(stored.quality.has_value(), measured.quality.has_value());
  if (measured.quality) {
    expect_same_float(stored.quality->face_height_px, measured.quality->face_height_px);
    expect_same_float(stored.quality->sharpness, measured.quality->sharpness);
    expect_same_float(stored.quality->brightness, measured.quality->brightness);
    expect_same_float(stored.quality->frontal_angle_rad, measured.quality->frontal_angle_rad);
    expect_same_float(stored.quality->side_light, measured.quality->side_light);
  }
  for (std::size_t idx = 0; idx < stored.evidence.size(); ++idx) {
    expect_same_float(stored.evidence[idx], measured.evidence.empty() ? std::nullopt : measured.evidence[idx]);
  }
  expect_same_float(stored.au28_intensity, measured.au28_intensity);
  for (std::size_t idx = 0; idx < observation::action_unit_count; ++idx) {
    expect_same_float(stored.presence_probabilities[idx], measured.presence_probabilities[idx]);
  }
  for (std::size_t idx = 0; idx < measured.side_intensities.size(); ++idx) {
    expect_same_float(stored.side_intensities[idx], measured.side_intensities[idx]);
  }
}

TEST(MeasuresCsv, HasTheseColumnsBeforeAnyBaseline) {
  EXPECT_THAT(names_of(measures_columns(schema_of(2, false))),
              ElementsAre("frame", "face_id", "timestamp", "success", "face_height_px", "sharpness", "brightness",
                          "frontal_angle_rad", "side_light", "picture_change", "speech_probability", "evidence_0_mm",
                          "evidence_1_mm"));
}

TEST(MeasuresCsv, HasTheseColumnsWithActionUnits) {
  EXPECT_THAT(names_of(measures_columns(schema_of(1, true))),
              ElementsAre("frame", "face_id", "timestamp", "success", "face_height_px", "sharpness", "brightness",
                          "frontal_angle_rad", "side_light", "picture_change", "speech_probability", "evidence_0_mm",
                          "AU28_r", "AU01_p", "AU02_p", "AU04_p", "AU05_p", "AU06_p", "AU07_p", "AU09_p", "AU10_p",
                          "AU12_p", "AU14_p", "AU15_p", "AU17_p", "AU20_p", "AU23_p", "AU25_p", "AU26_p", "AU28_p",
                          "AU45_p", "AU01_left_r", "AU01_right_r", "AU02_left_r", "AU02_right_r", "AU04_left_r",
                          "AU04_right_r", "AU05_left_r", "AU05_right_r", "AU06_left_r", "AU06_right_r", "AU07_left_r",
                          "AU07_right_r", "AU09_left_r", "AU09_right_r", "AU10_left_r", "AU10_right_r", "AU12_left_r",
                          "AU12_right_r", "AU14_left_r", "AU14_right_r", "AU15_left_r", "AU15_right_r", "AU20_left_r",
                          "AU20_right_r", "AU45_left_r", "AU45_right_r"));
}

TEST(MeasuresCsv, ReadsBackWhatItWrote) {
  for (const bool with_action_units : {false, true}) {
    const auto schema = schema_of(60, with_action_units);
    const auto rows = RandomRows(schema).take(200);
    const auto stored = read(text_of(rows, schema));
    ASSERT_TRUE(stored.ok()) << stored.error().message;
    ASSERT_EQ(stored->size(), rows.size());
    for (std::size_t idx = 0; idx < rows.size(); ++idx) {
      EXPECT_EQ((*stored)[idx].evidence.size(), 60U);
      expect_same((*stored)[idx], rows[idx]);
    }
  }
}

TEST(MeasuresCsv, WritesTheSameBytesAgainFromWhatItRead) {
  const auto schema = schema_of(60, true);
  const std::string text = text_of(RandomRows(schema).take(500), schema);
  const auto stored = read(text);
  ASSERT_TRUE(stored.ok());
  EXPECT_EQ(text_of(*stored, schema), text);
}

TEST(MeasuresCsv, TellsEvidenceFromActionUnitsByTheHeader) {
  const auto raw = reader_of(text_of({}, schema_of(2, false)));
  const auto whole = reader_of(text_of({}, schema_of(2, true)));
  ASSERT_TRUE(raw.ok() && whole.ok());
  EXPECT_FALSE(raw->has_action_units());
  EXPECT_TRUE(whole->has_action_units());
  EXPECT_THAT(raw->evidence_names(), ElementsAre("evidence_0_mm", "evidence_1_mm"));
  EXPECT_EQ(whole->evidence_names(), raw->evidence_names());
}

TEST(MeasuresCsv, LeavesAFailedFrameBlankButForPictureAndSound) {
  MeasuresRow row;
  row.picture_change = 7.25;
  row.speech_probability = 0.5;
  const std::string text = text_of({row}, schema_of(2, false));
  EXPECT_THAT(text, testing::EndsWith("\n1,0,0.000000,0,,,,,,7.25,0.5,,\n"));
}

TEST(MeasuresCsv, TakesAu28AndProbabilitiesFromTheStates) {
  observation::ActionUnitStates states;
  states[index_of(observation::ActionUnit::AU28)] = state_of(3.0, 0.75);
  MeasuresRow row;
  set_action_units(row, states);
  EXPECT_EQ(row.au28_intensity, 3.0);
  EXPECT_EQ(row.presence_probabilities[index_of(observation::ActionUnit::AU28)], 0.75);
  EXPECT_EQ(row.presence_probabilities[index_of(observation::ActionUnit::AU01)], std::nullopt);
}

TEST(MeasuresCsv, LeavesBlankWhatAnEngineDoesNotSayOfAUnit) {
  observation::ActionUnitStates states;
  states[index_of(observation::ActionUnit::AU28)].emplace().is_present = true;
  MeasuresRow row;
  row.success = true;
  set_action_units(row, states);
  const std::string text = text_of({row}, schema_of(0, true));
  EXPECT_THAT(text, testing::EndsWith("\n1,0,0.000000,1" + std::string(7 + 1 + 18 + 26, ',') + "\n"));
}

TEST(MeasuresCsv, TakesBothSidesOfAUnitFromTheStates) {
  observation::ActionUnitStates states;
  states[index_of(observation::ActionUnit::AU02)] = observation::ActionUnitState{2.0, true, 0.9, 3.25, 0.75};
  MeasuresRow row;
  row.success = true;
  set_action_units(row, states);
  const std::string text = text_of({row}, schema_of(0, true));
  const auto table = CsvReader::of_text(text, "t.csv");
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(row.side_intensities[table->column_of("AU02_left_r").value() - table->column_of("AU01_left_r").value()],
            3.25);
  EXPECT_THAT(text, testing::HasSubstr(",3.25,0.75,"));
}

TEST(MeasuresCsv, RefusesRowsThatBreakItsContract) {
  const auto write = [](const MeasuresRow& row, const MeasuresSchema& schema) {
    std::string text;
    static_cast<void>(MeasuresWriter(sink_to(text), schema).write(row));
  };
  MeasuresRow failed;
  failed.evidence = {1.0};
  EXPECT_THROW(write(failed, schema_of(1, false)), base::ContractViolation);
  MeasuresRow narrow;
  narrow.success = true;
  EXPECT_THROW(write(narrow, schema_of(1, false)), base::ContractViolation);
  MeasuresRow early;
  early.success = true;
  early.au28_intensity = 1.0;
  EXPECT_THROW(write(early, schema_of(0, false)), base::ContractViolation);
  MeasuresSchema twice = schema_of(1, false);
  twice.evidence.push_back(twice.evidence.front());
  EXPECT_THROW(measures_columns(twice), base::ContractViolation);
}

TEST(MeasuresCsv, RefusesTablesOfAnotherKind) {
  const auto rows = read("frame,face_id,timestamp,confidence,success\n");
  ASSERT_FALSE(rows.ok());
  EXPECT_EQ(rows.error().code, base::ErrorCode::invalid_table);
  EXPECT_THAT(rows.error().message, HasSubstr("not a measures file"));
}

TEST(MeasuresCsv, RefusesRowsThatContradictThemselves) {
  const std::string header = text_of({}, schema_of(1, false));
  for (const std::string_view row :
       {"1,0,0,0,,,,,,,,5", "1,0,0,1,9,,,,,,,5", "1,0,0,1,,1,1,1,1,,,5", "1,0,0,1,,,,,,,,x", "1,0,0,,,,,,,,,"}) {
    const auto rows = read(header + std::string(row) + "\n");
    ASSERT_FALSE(rows.ok()) << row;
    EXPECT_EQ(rows.error().code, base::ErrorCode::invalid_table);
  }
}

}  // namespace
}  // namespace kizashi::table
