// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "kizashi/base/result.h"
#include "kizashi/study/measurement.h"
#include "kizashi/study/participant_id.h"
#include "kizashi/table/rejection.h"
#include "kizashi/table/study_table.h"

namespace kizashi::table {

/// The highest number a unit can have: 5 for an intensity, 1 for a share of frames.
constexpr double highest_value(study::Measure measure) { return measure == study::Measure::intensity ? 5.0 : 1.0; }

/// One row of action-units.csv: a number about the whole recording.
struct UnitValueRow {
  study::ParticipantId participant;
  int session = 1;
  study::UnitValue value;
  bool operator==(const UnitValueRow&) const = default;
};

/// Reads action-units.csv number by number.
class UnitValuesReader {
 public:
  /// Fails with missing_file, unreadable_file or empty_file.
  static base::Result<UnitValuesReader> open(const std::filesystem::path& path);
  static base::Result<UnitValuesReader> of_text(std::string text, std::string name);

  /// The next good row, or nothing at the end; every bad one before it is told to `reject`. Fails with unreadable_file.
  base::Result<std::optional<Located<UnitValueRow>>> next(const RejectionSink& reject);

  /// For a row that was read and turns out not to fit for a reason beyond the table.
  [[nodiscard]] Rejection rejection_at(std::size_t line, std::string_view column, std::string reason) const {
    return table_.rejection_at(line, column, std::move(reason));
  }

 private:
  /// Person, session, unit and measure.
  using Key = std::tuple<study::ParticipantId, int, std::string, study::Measure>;

  explicit UnitValuesReader(StudyTable table);
  std::optional<UnitValueRow> read_row();
  void check_new(const UnitValueRow& row);
  std::string unit();
  study::Measure measure();
  double value(study::Measure measure);

  StudyTable table_;
  StudyTable::Column participant_;
  StudyTable::Column au_;
  StudyTable::Column measure_;
  StudyTable::Column value_;
  StudyTable::Column session_;
  std::map<Key, std::size_t> line_of_key_;
};

}  // namespace kizashi::table
