// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/table/csv_record_source.h"

namespace kizashi::table {

struct CsvReadOptions {
  /// Comma, tab or semicolon; when not given, the one that stands most often in the header.
  std::optional<char> delimiter;
};

/// Reads a table of any length row by row in constant memory: RFC 4180, in UTF-8, lines ending in LF or CRLF. Spaces
/// around the header's names are dropped (OpenFace 2.0 writes some). Whatever is malformed is an invalid_table error
/// with its place.
///
///     while (true) {
///       const auto more = reader.next();
///       if (!more.ok()) return more.error();
///       if (!*more) break;
///       const auto height_mm = reader.number_at(height_column);
///     }
class CsvReader {
 public:
  /// Opens the file and reads its header. Fails with missing_file, unreadable_file, empty_file or invalid_table.
  static base::Result<CsvReader> open(const std::filesystem::path& path, const CsvReadOptions& options = {});
  /// The same from memory; `name` is what messages call it.
  static base::Result<CsvReader> of_text(std::string text, std::string name, const CsvReadOptions& options = {});

  [[nodiscard]] const std::string& name() const { return source_.name(); }
  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
  [[nodiscard]] std::size_t width() const { return header_.size(); }
  /// The column of that name, or nothing.
  [[nodiscard]] std::optional<std::size_t> column_of(std::string_view column_name) const;

  /// Moves to the next row; false at the end. Fails with invalid_table or unreadable_file. After an invalid_table the
  /// next call goes on: behind a row of the wrong width, or on the line after the one where a row without sense began,
  /// since an open quote makes one row of many.
  base::Result<bool> next();
  /// The line on which the current row begins, from 1.
  [[nodiscard]] std::size_t line() const { return source_.position_of(0).line; }

  /// A cell of the current row without its quotes, otherwise as it stands. Valid until the next call of next().
  [[nodiscard]] std::string_view text_at(std::size_t column) const;
  /// Nothing where the cell is blank; an error where it holds anything but a finite decimal number.
  [[nodiscard]] base::Result<std::optional<double>> number_at(std::size_t column) const;
  /// The same for whole numbers, which some programs write as 3.0.
  [[nodiscard]] base::Result<std::optional<std::int64_t>> integer_at(std::size_t column) const;
  /// The same for 0 and 1, however many decimals they have.
  [[nodiscard]] base::Result<std::optional<bool>> flag_at(std::size_t column) const;
  /// An invalid_table error at a cell of the current row, for a reader that knows more about its column.
  [[nodiscard]] base::Error error_at(std::size_t column, std::string_view reason) const;

 private:
  struct Cell {
    std::size_t record_offset;  ///< where the cell starts in the record, quotes included
    std::size_t begin;          ///< of its text, in the record or in unescaped_
    std::size_t size;
    bool is_unescaped;
  };

  explicit CsvReader(CsvRecordSource source) : source_(std::move(source)) {}
  static base::Result<CsvReader> begin(CsvRecordSource source, const CsvReadOptions& options);
  base::Status take_header();
  base::Status split();
  [[nodiscard]] base::Status check_characters() const;
  base::Result<std::size_t> take_cell(std::size_t offset);
  base::Result<std::size_t> take_quoted_cell(std::size_t offset);
  [[nodiscard]] base::Error error_in_record(std::size_t offset, std::string_view reason) const;

  CsvRecordSource source_;
  char delimiter_ = ',';
  std::vector<std::string> header_;
  std::vector<Cell> cells_;
  std::string unescaped_;  ///< texts of cells in which quotes stand
};

}  // namespace kizashi::table
