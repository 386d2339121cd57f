// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/observation/action_unit.h"
#include "kizashi/observation/face_observation.h"
#include "kizashi/table/column.h"
#include "kizashi/table/csv_reader.h"
#include "kizashi/table/csv_writer.h"

namespace kizashi::table {

/// Which columns a measures file has. It is written as frames come, when no baseline is known and therefore no action
/// unit; a second pass reads it and writes it again with them.
struct MeasuresSchema {
  std::vector<observation::EvidenceColumn> evidence;
  bool with_action_units = false;
};

/// All columns in their order: frame, face_id, timestamp, success, the face's quality, picture_change,
/// speech_probability, the evidence, and with action units AU28_r, the presence probabilities AU01_p to AU45_p, and the
/// intensities of each side of the two-sided units, AU01_left_r, AU01_right_r and so on.
std::vector<Column> measures_columns(const MeasuresSchema& schema);

/// One face in one frame: one row. Without success nothing was measured of a face, and only what
/// the whole picture and the sound tell may be known.
struct MeasuresRow {
  std::int64_t frame_number = 1;  ///< from 1
  int face_id = 0;                ///< from 0
  double timestamp_s = 0.0;       ///< since the first video frame
  bool success = false;
  std::optional<observation::FaceQuality> quality;
  std::optional<double> picture_change;      ///< grey levels; of the frame, the same in all its rows
  std::optional<double> speech_probability;  ///< 0 to 1
  std::vector<std::optional<double>>
      evidence;                          ///< one value a column, or empty without success; always whole when read
  std::optional<double> au28_intensity;  ///< 0 to 5
  std::array<std::optional<double>, observation::action_unit_count> presence_probabilities;  ///< 0 to 1, by index_of()
  /// 0 to 5, the person's left and right in turn, by the order of two_sided_action_units.
  std::array<std::optional<double>, 2 * observation::two_sided_action_units.size()> side_intensities;
};

/// Takes over what the measures have columns for.
void set_action_units(MeasuresRow& row, const observation::ActionUnitStates& states);

/// Writes STEM.measures.csv. Time has 6 decimals, as in STEM.csv. Every other number is rounded to a float, whose 24
/// bits are more than any measurement here holds, and written as the shortest text that reads back as that float: what
/// MeasuresReader returns is what all later passes work on, and writing it again gives the same bytes.
class MeasuresWriter {
 public:
  MeasuresWriter(Sink sink, const MeasuresSchema& schema);
  /// A row without success that holds measurements, evidence of another width, or action units where the schema has
  /// none are broken contracts.
  base::Status write(const MeasuresRow& row);
  base::Status finish() { return writer_.finish(); }

 private:
  void put_quality(const std::optional<observation::FaceQuality>& quality);
  void put_action_units(const MeasuresRow& row);

  CsvWriter writer_;
  std::size_t evidence_count_;
  bool with_action_units_;
};

/// Reads STEM.measures.csv row by row, with or without action units.
class MeasuresReader {
 public:
  /// Fails as CsvReader::open does, and with invalid_table where the columns are not those of a measures file.
  static base::Result<MeasuresReader> open(const std::filesystem::path& path);
  static base::Result<MeasuresReader> of(CsvReader reader);

  [[nodiscard]] const std::vector<std::string>& evidence_names() const { return evidence_names_; }
  [[nodiscard]] bool has_action_units() const { return has_action_units_; }
  /// The next row, or nothing at the end.
  base::Result<std::optional<MeasuresRow>> next();

 private:
  MeasuresReader(CsvReader reader, bool has_action_units);
  base::Status read_quality(MeasuresRow& row);
  base::Status read_evidence(MeasuresRow& row);
  base::Status read_action_units(MeasuresRow& row);
  base::Status read_sides(MeasuresRow& row, std::size_t begin) const;
  base::Status expect_nothing(const MeasuresRow& row) const;

  CsvReader reader_;
  std::vector<std::string> evidence_names_;
  bool has_action_units_;
};

}  // namespace kizashi::table
