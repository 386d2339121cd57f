// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/study/instrument.h"
#include "kizashi/study/participant.h"
#include "kizashi/table/rejection.h"
#include "kizashi/table/study_table.h"

namespace kizashi::table {

/// Reads participants.csv person by person. Columns named like scores (`bdi2_total`, `phq9_3`) are scores, within their
/// instrument's range; further columns are attributes. A total that is missing beside all of its items is their sum.
class ParticipantsReader {
 public:
  /// Fails with missing_file, unreadable_file or empty_file.
  static base::Result<ParticipantsReader> open(const std::filesystem::path& path);
  static base::Result<ParticipantsReader> of_text(std::string text, std::string name);

  /// The next good row, or nothing at the end; every bad one before it is told to `reject`. Fails with unreadable_file.
  base::Result<std::optional<Located<study::Participant>>> next(const RejectionSink& reject);

  /// For a row that was read and turns out not to fit for a reason beyond the table.
  [[nodiscard]] Rejection rejection_at(std::size_t line, std::string_view column, std::string reason) const {
    return table_.rejection_at(line, column, std::move(reason));
  }

 private:
  struct ScoreCell {
    study::ScoreColumn score;
    std::size_t column = 0;
  };

  explicit ParticipantsReader(StudyTable table);
  void sort_columns();
  std::optional<study::Participant> read_row();
  void check_new(const study::ParticipantId& id);
  study::Role role();
  void read_scores(study::Participant& participant);
  void read_instrument(study::Participant& participant, std::span<const ScoreCell> cells);
  std::optional<int> score_at(const ScoreCell& cell);
  void read_attributes(study::Participant& participant) const;

  StudyTable table_;
  StudyTable::Column id_;
  StudyTable::Column role_;
  StudyTable::Column simulated_;
  std::vector<ScoreCell> scores_;        ///< by instrument, the total first
  std::vector<std::size_t> attributes_;  ///< columns, by name
  std::unordered_map<std::string, std::size_t> line_of_id_;
};

}  // namespace kizashi::table
