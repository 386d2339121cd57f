// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "kizashi/base/result.h"

namespace kizashi::table {

/// Cuts a table's bytes into records, one in memory at a time: lines, or several where a line break stands in quotes.
/// Lines with nothing on them are passed over, as is a byte order mark.
class CsvRecordSource {
 public:
  /// A record longer than this is refused, so that an open quote never takes a whole file into memory.
  static constexpr std::size_t longest_record_bytes = std::size_t{16} << 20U;

  /// Fails with missing_file or unreadable_file.
  static base::Result<CsvRecordSource> open(const std::filesystem::path& path);
  static CsvRecordSource of_text(std::string text, std::string name);

  /// Moves to the next record; false at the end. Fails with unreadable_file, or with invalid_table at a record that is
  /// too long, after which the next call goes on as after resume_after_first_line().
  base::Result<bool> next();
  [[nodiscard]] std::string_view record() const { return record_; }  ///< without its line end
  /// Puts all but the first line of the current record back, for a reader that can make no sense of it: next() goes on
  /// at the line after the one on which the record began.
  void resume_after_first_line();
  /// Where a byte of the record stands in the file.
  [[nodiscard]] base::Position position_of(std::size_t record_offset) const;
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] bool saw_any_byte() const { return saw_any_byte_; }

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  explicit CsvRecordSource(std::string name) : name_(std::move(name)) {}
  base::Result<bool> fill();
  base::Result<bool> collect();
  void skip_line();
  base::Error give_up_record();

  std::unique_ptr<std::FILE, Closer> file_;
  std::string name_;
  std::string buffer_;
  std::size_t buffer_offset_ = 0;
  std::string record_;
  std::size_t record_line_ = 1;
  std::size_t next_line_ = 1;
  std::size_t record_begin_ = 0;  ///< of the record in the buffer, unless it spans buffers
  bool spans_buffers_ = false;
  bool record_ended_ = false;  ///< whether a line break stood behind the record
  bool saw_any_byte_ = false;
};

}  // namespace kizashi::table
