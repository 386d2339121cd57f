// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/openface_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <random>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/table/openface_columns.h"

namespace kizashi::table {
namespace {

using observation::ActionUnit;
using testing::HasSubstr;

// Half a unit of the last decimal, and a little for the binary rounding of the number itself.
constexpr double time_tolerance_s = 0.51e-6;
constexpr double gaze_tolerance = 0.51e-6;
constexpr double length_tolerance_mm = 0.0051;
constexpr double angle_tolerance_rad = 0.51e-5;
constexpr double point_tolerance_px = 0.0051;
constexpr double intensity_tolerance = 0.0051;

Eigen::Vector3d unit_vector(double x, double y, double z) { return Eigen::Vector3d(x, y, z).normalized(); }

observation::ActionUnitState state_of(double intensity, double presence_probability) {
  observation::ActionUnitState state;
  state.intensity = intensity;
  state.is_present = presence_probability >= 0.5;
  state.presence_probability = presence_probability;
  return state;
}

OpenFaceRow random_row(std::mt19937& random, std::int64_t frame_number) {
  std::uniform_real_distribution<double> one(0.0, 1.0);
  OpenFaceRow row;
  row.frame_number = frame_number;
  row.face_id = static_cast<int>(random() % 3);
  row.timestamp_s = static_cast<double>(frame_number - 1) / 29.97;
  row.confidence = one(random);
  row.success = one(random) < 0.8;
  if (!row.success) return row;
  if (one(random) < 0.9)
    row.gaze = {unit_vector(one(random) - 0.5, one(random) - 0.5, -1), unit_vector(one(random) - 0.5, 0, -1)};
  if (one(random) < 0.9)
    row.pose = {{400 * one(random) - 200, 100 * one(random), 600}, {one(random) - 0.5, -one(random), 0.1}};
  row.points_px.emplace();
  for (auto& point : *row.points_px)
    point = {static_cast<float>(7680 * one(random)), static_cast<float>(4320 * one(random))};
  observation::ActionUnitStates states;
  for (auto& state : states) {
    if (one(random) < 0.9) state = state_of(5.0 * one(random), one(random));
  }
  set_action_units(row, states);
  return row;
}

std::string text_of(const std::vector<OpenFaceRow>& rows) {
  std::string text;
  OpenFaceWriter writer(sink_to(text));
  for (const auto& row : rows) EXPECT_TRUE(writer.write(row).ok());
  EXPECT_TRUE(writer.finish().ok());
  return text;
}

base::Result<std::vector<OpenFaceRow>> read(const std::string& text) {
  auto table = CsvReader::of_text(text, "t.csv");
  if (!table.ok()) return table.error();
  auto reader = OpenFaceReader::of(*std::move(table));
  if (!reader.ok()) return reader.error();
  std::vector<OpenFaceRow> rows;
  while (true) {
    auto row = reader->next();
    if (!row.ok()) return row.error();
    if (!*row) return rows;
    rows.push_back(**row);
  }
}

void expect_same_gaze(const OpenFaceRow& read_row, const OpenFaceRow& row) {
  ASSERT_EQ(read_row.gaze.has_value(), row.gaze.has_value());
  if (!row.gaze) return;
  EXPECT_LE((read_row.gaze->image_left_eye - row.gaze->image_left_eye).cwiseAbs().maxCoeff(), gaze_tolerance);
  EXPECT_LE((read_row.gaze->image_right_eye - row.gaze->image_right_eye).cwiseAbs().maxCoeff(), gaze_tolerance);
}

void expect_same_pose(const OpenFaceRow& read_row, const OpenFaceRow& row) {
  ASSERT_EQ(read_row.pose.has_value(), row.pose.has_value());
  for (std::size_t axis = 0; row.pose && axis < 3; ++axis) {
    EXPECT_NEAR(read_row.pose->translation_mm[axis], row.pose->translation_mm[axis], length_tolerance_mm);
    EXPECT_NEAR(read_row.pose->rotation_rad[axis], row.pose->rotation_rad[axis], angle_tolerance_rad);
  }
}

void expect_same_points(const OpenFaceRow& read_row, const OpenFaceRow& row) {
  ASSERT_EQ(read_row.points_px.has_value(), row.points_px.has_value());
  for (std::size_t idx = 0; row.points_px && idx < observation::point_count; ++idx) {
    EXPECT_NEAR((*read_row.points_px)[idx].x(), (*row.points_px)[idx].x(), point_tolerance_px);
    EXPECT_NEAR((*read_row.points_px)[idx].y(), (*row.points_px)[idx].y(), point_tolerance_px);
  }
}

void expect_same_action_units(const OpenFaceRow& read_row, const OpenFaceRow& row) {
  EXPECT_EQ(read_row.presences, row.presences);
  for (std::size_t idx = 0; idx < observation::action_unit_count; ++idx) {
    ASSERT_EQ(read_row.intensities[idx].has_value(), row.intensities[idx].has_value());
    if (row.intensities[idx]) {
      EXPECT_NEAR(*read_row.intensities[idx], *row.intensities[idx], intensity_tolerance);
    }
  }
}

TEST(OpenFaceCsv, ReadsBackWhatItWrote) {
  std::mt19937 random(11);
  std::vector<OpenFaceRow> rows;
  for (int frame_number = 1; frame_number <= 300; ++frame_number) rows.push_back(random_row(random, frame_number));
  const std::string text = text_of(rows);
  const auto read_rows = read(text);
  ASSERT_TRUE(read_rows.ok()) << read_rows.error().message;
  ASSERT_EQ(read_rows->size(), rows.size());
  for (std::size_t idx = 0; idx < rows.size(); ++idx) {
    const OpenFaceRow& read_row = (*read_rows)[idx];
    EXPECT_EQ(read_row.frame_number, rows[idx].frame_number);
    EXPECT_EQ(read_row.face_id, rows[idx].face_id);
    EXPECT_EQ(read_row.success, rows[idx].success);
    EXPECT_NEAR(read_row.timestamp_s, rows[idx].timestamp_s, time_tolerance_s);
    expect_same_gaze(read_row, rows[idx]);
    expect_same_pose(read_row, rows[idx]);
    expect_same_points(read_row, rows[idx]);
    expect_same_action_units(read_row, rows[idx]);
  }
}

TEST(OpenFaceCsv, WritesTheSameBytesAgainFromWhatItRead) {
  std::mt19937 random(12);
  std::vector<OpenFaceRow> rows;
  for (int frame_number = 1; frame_number <= 300; ++frame_number) {
    rows.push_back(random_row(random, frame_number));
    // The gaze angles are computed from the vectors before these are rounded, which may turn their last digit.
    rows.back().gaze.reset();
  }
  const std::string text = text_of(rows);
  const auto read_rows = read(text);
  ASSERT_TRUE(read_rows.ok());
  EXPECT_EQ(text_of(*read_rows), text);
}

std::vector<std::string> cells_of_first_row(const OpenFaceRow& row) {
  auto reader = CsvReader::of_text(text_of({row}), "t.csv");
  EXPECT_TRUE(*reader->next());
  std::vector<std::string> cells;
  for (std::size_t column = 0; column < reader->width(); ++column) cells.emplace_back(reader->text_at(column));
  return cells;
}

TEST(OpenFaceCsv, WritesAFrameWithoutAFaceAsZerosBesideASuccessOfZero) {
  OpenFaceRow row;
  row.frame_number = 3;
  row.timestamp_s = 2.0 / 30.0;
  const auto cells = cells_of_first_row(row);
  EXPECT_THAT(std::vector(cells.begin(), cells.begin() + 6),
              testing::ElementsAre("3", "0", "0.066667", "0.000", "0", "0.000000"));
  for (std::size_t column = openface_column::success; column < cells.size(); ++column) {
    EXPECT_EQ(std::stod(cells[column]), 0.0) << openface_columns()[column].name;
  }
}

TEST(OpenFaceCsv, TurnsTheZerosOfAFailedFrameBackIntoAbsence) {
  const auto rows = read(text_of({OpenFaceRow{}}));
  ASSERT_TRUE(rows.ok());
  const OpenFaceRow& row = rows->at(0);
  EXPECT_FALSE(row.success);
  EXPECT_FALSE(row.gaze || row.pose || row.points_px);
  EXPECT_THAT(row.intensities, testing::Each(std::nullopt));
  EXPECT_THAT(row.presences, testing::Each(std::nullopt));
}

TEST(OpenFaceCsv, LeavesBlankWhatAMeasuredFaceLacks) {
  OpenFaceRow row;
  row.success = true;
  const auto cells = cells_of_first_row(row);
  for (std::size_t column = openface_column::gaze; column < cells.size(); ++column) EXPECT_EQ(cells[column], "");
}

TEST(OpenFaceCsv, RefusesMeasurementsOfAFailedFrame) {
  OpenFaceRow row;
  row.pose.emplace();
  std::string text;
  OpenFaceWriter writer(sink_to(text));
  EXPECT_THROW(static_cast<void>(writer.write(row)), base::ContractViolation);
}

TEST(OpenFaceCsv, WritesTheAnglesOfTheMeanGaze) {
  constexpr double yaw_rad = 0.3;
  OpenFaceRow row;
  row.success = true;
  row.gaze = {{std::sin(yaw_rad), 0, -std::cos(yaw_rad)}, {std::sin(yaw_rad), 0, -std::cos(yaw_rad)}};
  EXPECT_EQ(cells_of_first_row(row)[openface_column::gaze_angle], "0.300000");
  EXPECT_EQ(cells_of_first_row(row)[openface_column::gaze_angle + 1], "0.000000");
  row.gaze = {{0.2, 0.5, -1}, {-0.2, 0.5, -1}};
  EXPECT_EQ(cells_of_first_row(row)[openface_column::gaze_angle], "0.000000");
  EXPECT_NEAR(std::stod(cells_of_first_row(row)[openface_column::gaze_angle + 1]), std::atan(0.5), angle_tolerance_rad);
}

TEST(OpenFaceCsv, GivesAu28APresenceAndNoIntensity) {
  observation::ActionUnitStates states;
  states[index_of(ActionUnit::AU28)] = state_of(3.0, 0.5);
  states[index_of(ActionUnit::AU12)] = state_of(2.0, 0.49);
  OpenFaceRow row;
  set_action_units(row, states);
  EXPECT_EQ(row.intensities[index_of(ActionUnit::AU28)], std::nullopt);
  EXPECT_EQ(row.presences[index_of(ActionUnit::AU28)], true);
  EXPECT_EQ(row.intensities[index_of(ActionUnit::AU12)], 2.0);
  EXPECT_EQ(row.presences[index_of(ActionUnit::AU12)], false);
  EXPECT_EQ(row.presences[index_of(ActionUnit::AU01)], std::nullopt);
}

TEST(OpenFaceCsv, ReadsOlderTablesWithSpacesExtraColumnsAndWithoutGroups) {
  const auto rows = read(
      "frame, face_id, timestamp, confidence, success, eye_lmk_x_0, X_0, p_scale, AU12_r, AU12_c\n"
      "1, 0, 0.000, 0.98, 1, 5, 6, 7, 1.25, 1.00\n"
      "2, 0, 0.033, 0.02, 0, 5, 6, 7, nan, 0.00\n");
  ASSERT_TRUE(rows.ok()) << rows.error().message;
  EXPECT_EQ(rows->at(0).intensities[index_of(ActionUnit::AU12)], 1.25);
  EXPECT_EQ(rows->at(0).presences[index_of(ActionUnit::AU12)], true);
  EXPECT_EQ(rows->at(0).intensities[index_of(ActionUnit::AU01)], std::nullopt);
  EXPECT_FALSE(rows->at(0).pose || rows->at(0).gaze || rows->at(0).points_px);
  EXPECT_EQ(rows->at(1).intensities[index_of(ActionUnit::AU12)], std::nullopt);
}

TEST(OpenFaceCsv, NamesTheColumnsThatAreMissing) {
  const auto rows = read("frame,face_id,confidence,pose_Tx,pose_Ty,pose_Tz,pose_Rx,pose_Ry\n");
  ASSERT_FALSE(rows.ok());
  EXPECT_EQ(rows.error().code, base::ErrorCode::invalid_table);
  EXPECT_THAT(rows.error().message, HasSubstr("missing columns: timestamp, success, pose_Rz"));
}

TEST(OpenFaceCsv, RefusesCellsThatMakeNoSenseAtTheirPlace) {
  const std::string header =
      "frame,face_id,timestamp,confidence,success,pose_Tx,pose_Ty,pose_Tz,pose_Rx,pose_Ry,pose_Rz\n";
  for (const std::string_view row : {",0,0,1,1,0,0,0,0,0,0", "-1,0,0,1,1,0,0,0,0,0,0", "1,x,0,1,1,0,0,0,0,0,0",
                                     "1,0,,1,1,0,0,0,0,0,0", "1,0,0,,1,0,0,0,0,0,0", "1,0,0,1,2,0,0,0,0,0,0",
                                     "1,0,0,1,1,0,0,0,0,0,nan", "1,0,0,1,1,0,0,,0,0,0", "1,0,0,1,1,,0,0,0,0,0"}) {
    const auto rows = read(header + std::string(row) + "\n");
    ASSERT_FALSE(rows.ok()) << row;
    EXPECT_EQ(rows.error().code, base::ErrorCode::invalid_table);
    EXPECT_EQ(rows.error().position.value().line, 2U);
  }
}

TEST(OpenFaceCsv, ReadsEveryReferenceTable) {
  const char* shared = std::getenv("KIZASHI_SHARED");
  const char* source = std::getenv("KIZASHI_SOURCE_DIR");
  const std::filesystem::path folder = (shared != nullptr   ? std::filesystem::path(shared)
                                        : source != nullptr ? std::filesystem::path(source) / "../shared"
                                                            : std::filesystem::path("../shared")) /
                                       "data/openface-reference";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << folder << " is not there";
  std::size_t tables = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".csv") continue;
    auto reader = OpenFaceReader::open(entry.path());
    ASSERT_TRUE(reader.ok()) << reader.error().message;
    std::int64_t expected_frame = 1;
    while (true) {
      const auto row = reader->next();
      ASSERT_TRUE(row.ok()) << row.error().message;
      if (!*row) break;
      EXPECT_EQ((*row)->frame_number, expected_frame++);
      EXPECT_EQ((*row)->pose.has_value(), (*row)->success);
    }
    EXPECT_GT(expected_frame, 1) << entry.path();
    ++tables;
  }
  EXPECT_GT(tables, 50U);
}

}  // namespace
}  // namespace kizashi::table
