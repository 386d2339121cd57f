// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "kizashi/base/result.h"
#include "kizashi/study/exclusion.h"
#include "kizashi/table/rejection.h"
#include "kizashi/table/study_table.h"

namespace kizashi::table {

/// Reads exclusions.csv one by one: a person where session, take and kind are all blank, else one clip, of which all
/// three are given.
class ExclusionsReader {
 public:
  /// Fails with missing_file, unreadable_file or empty_file.
  static base::Result<ExclusionsReader> open(const std::filesystem::path& path);
  static base::Result<ExclusionsReader> of_text(std::string text, std::string name);

  /// The next good row, or nothing at the end; every bad one before it is told to `reject`. Fails with unreadable_file.
  base::Result<std::optional<Located<study::Exclusion>>> next(const RejectionSink& reject);

  /// For a row that was read and turns out not to fit for a reason beyond the table.
  [[nodiscard]] Rejection rejection_at(std::size_t line, std::string_view column, std::string reason) const {
    return table_.rejection_at(line, column, std::move(reason));
  }

 private:
  explicit ExclusionsReader(StudyTable table);
  std::optional<study::Exclusion> read_row();
  std::optional<study::ClipKey> clip_of(const study::ParticipantId& participant);
  std::string reason();
  void check_new(const study::Exclusion& exclusion);

  StudyTable table_;
  StudyTable::Column participant_;
  StudyTable::Column session_;
  StudyTable::Column take_;
  StudyTable::Column kind_;
  StudyTable::Column reason_;
  std::map<std::pair<study::ParticipantId, std::optional<study::ClipKey>>, std::size_t> line_of_key_;
};

}  // namespace kizashi::table
