// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/observation/action_unit.h"
#include "kizashi/observation/face_observation.h"
#include "kizashi/table/csv_reader.h"
#include "kizashi/table/csv_writer.h"
#include "kizashi/table/frame_facts.h"

namespace kizashi::table {

/// The head as OpenFace writes it.
struct OpenFacePose {
  std::array<double, 3> translation_mm{};  ///< camera frame: x right, y down, z away
  std::array<double, 3> rotation_rad{};    ///< pitch, yaw, roll of R = Rx(pitch) Ry(yaw) Rz(roll)
};

/// One face in one frame: one row. Without success nothing was measured and every optional is empty.
struct OpenFaceRow {
  std::int64_t frame_number = 1;  ///< from 1
  int face_id = 0;                ///< from 0
  double timestamp_s = 0.0;       ///< since the first video frame
  double confidence = 0.0;        ///< 0 to 1
  bool success = false;
  std::optional<observation::Gaze> gaze;
  std::optional<OpenFacePose> pose;
  std::optional<observation::FacePoints> points_px;
  std::array<std::optional<double>, observation::action_unit_count> intensities;  ///< by index_of(); never AU28
  std::array<std::optional<bool>, observation::action_unit_count> presences;      ///< by index_of()
};

/// Takes over what OpenFace has columns for.
void set_action_units(OpenFaceRow& row, const observation::ActionUnitStates& states);

/// Writes the columns of openface_columns(). Where OpenFace's readers demand numbers, a row without success has zeros
/// beside its success of 0; what a measured face lacks is blank. Decimals: time 6, confidence 3, gaze 6, pose 2 (mm)
/// and 5 (rad), points 2, intensity 2.
class OpenFaceWriter {
 public:
  explicit OpenFaceWriter(Sink sink);
  /// A row without success that holds measurements is a broken contract.
  base::Status write(const OpenFaceRow& row);
  base::Status finish() { return writer_.finish(); }

 private:
  void put_gaze(const std::optional<observation::Gaze>& gaze);
  void put_pose(const std::optional<OpenFacePose>& pose);
  void put_points(const std::optional<observation::FacePoints>& points_px);
  void put_action_units(const OpenFaceRow& row);
  void put_zeros();

  CsvWriter writer_;
};

/// Reads what OpenFaceWriter or OpenFace 2.0 to 2.2 wrote, row by row. Columns that it does not know are passed over.
/// The frame's own columns must be there; gaze, pose and points may be missing as whole groups, action units one by
/// one. Cells of a row without success are not read at all.
class OpenFaceReader {
 public:
  /// Fails as CsvReader::open does, and with an invalid_table that names the columns that are missing.
  static base::Result<OpenFaceReader> open(const std::filesystem::path& path);
  static base::Result<OpenFaceReader> of(CsvReader reader);

  /// The next row, or nothing at the end.
  base::Result<std::optional<OpenFaceRow>> next();

 private:
  using UnitColumns = std::array<std::optional<std::size_t>, observation::action_unit_count>;
  struct Columns {
    FrameFactsColumns facts;
    std::size_t confidence = 0;
    std::vector<std::size_t> gaze;  ///< empty where the table has none, likewise below
    std::vector<std::size_t> pose;
    std::vector<std::size_t> points;
    UnitColumns intensities;
    UnitColumns presences;
  };
  class ColumnFinder;

  OpenFaceReader(CsvReader reader, Columns columns) : reader_(std::move(reader)), columns_(std::move(columns)) {}
  base::Status read_facts(OpenFaceRow& row);
  base::Status read_face(OpenFaceRow& row);
  base::Status read_action_units(OpenFaceRow& row);
  /// The numbers of a group, none where all its cells are blank.
  base::Result<bool> read_group(const std::vector<std::size_t>& columns);

  CsvReader reader_;
  Columns columns_;
  std::vector<double> group_;
};

}  // namespace kizashi::table
