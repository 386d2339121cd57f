// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "kizashi/base/result.h"
#include "kizashi/study/protocol.h"
#include "kizashi/study/rating.h"
#include "kizashi/table/rejection.h"
#include "kizashi/table/study_table.h"

namespace kizashi::table {

/// Reads ratings.csv rating by rating in constant memory, however many there are. Whether two rows are the same rating,
/// and whether its people exist, is for the study to say.
class RatingsReader {
 public:
  /// The protocol, which has the items and the scale, must outlive the reader. Fails with missing_file, unreadable_file
  /// or empty_file.
  static base::Result<RatingsReader> open(const std::filesystem::path& path, const study::Protocol& protocol);
  static base::Result<RatingsReader> of_text(std::string text, std::string name, const study::Protocol& protocol);

  /// The next good row, or nothing at the end; every bad one before it is told to `reject`. Fails with unreadable_file.
  base::Result<std::optional<Located<study::Rating>>> next(const RejectionSink& reject);

  /// For a row that was read and turns out not to fit for a reason beyond the table.
  [[nodiscard]] Rejection rejection_at(std::size_t line, std::string_view column, std::string reason) const {
    return table_.rejection_at(line, column, std::move(reason));
  }

 private:
  RatingsReader(StudyTable table, const study::Protocol& protocol);
  std::optional<study::Rating> read_row();
  std::string item();
  double rating();
  std::optional<double> response_time_ms();
  std::optional<std::string> timestamp();

  StudyTable table_;
  const study::Protocol* protocol_;
  StudyTable::Column rater_;
  StudyTable::Column ratee_;
  StudyTable::Column item_;
  StudyTable::Column rating_;
  StudyTable::Column trial_index_;
  StudyTable::Column response_time_ms_;
  StudyTable::Column timestamp_;
};

}  // namespace kizashi::table
