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
#include "kizashi/study/clip.h"
#include "kizashi/table/rejection.h"
#include "kizashi/table/study_table.h"

namespace kizashi::table {

/// One row of clips.csv.
struct ClipRow {
  study::ClipKey key;
  std::string file;                   ///< as the table has it: absolute, or relative to the table's own folder
  std::optional<std::string> sha256;  ///< 64 lower-case hexadecimal digits
  bool operator==(const ClipRow&) const = default;
};

/// Where the clip of a row lies, for a table in `folder`.
std::filesystem::path path_of(const ClipRow& row, const std::filesystem::path& folder);

/// Reads clips.csv clip by clip.
class ClipsReader {
 public:
  /// Fails with missing_file, unreadable_file or empty_file.
  static base::Result<ClipsReader> open(const std::filesystem::path& path);
  static base::Result<ClipsReader> of_text(std::string text, std::string name);

  /// The next good row, or nothing at the end; every bad one before it is told to `reject`. Fails with unreadable_file.
  base::Result<std::optional<Located<ClipRow>>> next(const RejectionSink& reject);

  /// For a row that was read and turns out not to fit for a reason beyond the table.
  [[nodiscard]] Rejection rejection_at(std::size_t line, std::string_view column, std::string reason) const {
    return table_.rejection_at(line, column, std::move(reason));
  }

 private:
  explicit ClipsReader(StudyTable table);
  std::optional<ClipRow> read_row();
  void check_new(const study::ClipKey& key);
  std::string file();
  std::optional<std::string> sha256();

  StudyTable table_;
  StudyTable::Column participant_;
  StudyTable::Column file_;
  StudyTable::Column kind_;
  StudyTable::Column session_;
  StudyTable::Column take_;
  StudyTable::Column sha256_;
  std::map<study::ClipKey, std::size_t> line_of_key_;
};

}  // namespace kizashi::table
