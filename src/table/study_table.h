// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kizashi/base/check.h"
#include "kizashi/base/result.h"
#include "kizashi/study/clip.h"
#include "kizashi/study/participant_id.h"
#include "kizashi/table/csv_reader.h"
#include "kizashi/table/rejection.h"
#include "kizashi/table/study_columns.h"

namespace kizashi::table {

/// What all readers of a study's tables share: rows one by one, and of whatever cannot be taken in a rejection, after
/// which reading goes on. Typed reads of a cell note the row's first fault and return nothing, so that a reader asks
/// once a row whether there was one.
class StudyTable {
 public:
  /// A column of this table; nothing where the table has none of that name, whose cells are then all blank.
  using Column = std::optional<std::size_t>;

  /// Fails with missing_file, unreadable_file or empty_file. A header that cannot be used, or lacks a required column,
  /// is one rejection of the file, told by the first next().
  static base::Result<StudyTable> open(const std::filesystem::path& path, std::span<const StudyColumn> columns);
  /// The same from memory; `name` is what rejections call it.
  static base::Result<StudyTable> of_text(std::string text, std::string name, std::span<const StudyColumn> columns);

  [[nodiscard]] Column column_of(std::string_view name) const;
  /// Names of the header that are not among the columns asked for, by place; blank ones too. None of an unusable table.
  [[nodiscard]] std::vector<std::size_t> other_columns() const;
  [[nodiscard]] const std::string& name_of(std::size_t column) const;
  /// Makes the whole table unusable: a reader that knows more about headers found a fault.
  void refuse(std::string reason);

  /// Moves to the next row that is well formed; false at the end. Fails with unreadable_file.
  base::Result<bool> next(const RejectionSink& reject);
  /// The line on which the current row begins.
  [[nodiscard]] std::size_t line() const;

  // Cells of the current row, without blanks at their ends.
  [[nodiscard]] std::string_view text_at(Column column) const;
  /// As it was written; a contract: the table has the column.
  [[nodiscard]] std::string_view raw_text_at(std::size_t column) const;
  /// Never blank: nothing is a fault.
  std::optional<study::ParticipantId> person_at(Column column);
  /// Nothing where the cell is blank or at fault; likewise below.
  std::optional<double> number_at(Column column);
  std::optional<std::int64_t> integer_in(Column column, std::int64_t low, std::int64_t high);
  /// A session or a take: 1 to 9999, 1 where blank.
  int ordinal_at(Column column);
  study::ClipKind kind_at(Column column);  ///< main where blank

  /// Notes a fault of the current row; the first one counts.
  void fault(Column column, std::string reason);
  [[nodiscard]] bool is_faulty() const { return fault_.has_value(); }
  /// Tells of the current row's fault, if it has one.
  bool reject_if_faulty(const RejectionSink& reject);

  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] Rejection rejection_at(std::size_t line, std::string_view column, std::string reason) const;

 private:
  explicit StudyTable(std::string file) : file_(std::move(file)) {}
  static base::Result<StudyTable> of(base::Result<CsvReader> reader, std::string file,
                                     std::span<const StudyColumn> columns);
  void take_header(std::span<const StudyColumn> columns);
  [[nodiscard]] Rejection rejection_of(const base::Error& error) const;

  std::string file_;
  std::optional<CsvReader> reader_;    ///< nothing of an unusable table
  std::optional<Rejection> unusable_;  ///< until it is told
  std::vector<std::size_t> other_columns_;
  std::optional<Rejection> fault_;
};

/// The next good row of a table: `read` takes it from the current row and notes faults.
template <typename Row, typename Read>
base::Result<std::optional<Located<Row>>> next_row(StudyTable& table, const RejectionSink& reject, Read read) {
  while (true) {
    const auto more = table.next(reject);
    if (!more.ok()) return more.error();
    if (!*more) return std::optional<Located<Row>>();
    std::optional<Row> row = read();
    if (table.reject_if_faulty(reject)) continue;
    KIZASHI_CHECK(row.has_value(), "a row without a fault is there");
    return std::optional(Located<Row>{*std::move(row), table.line()});
  }
}

}  // namespace kizashi::table
