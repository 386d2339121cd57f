// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/csv_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/table/cell_text.h"
#include "kizashi/table/utf8.h"

namespace kizashi::table {

namespace {

constexpr std::string_view delimiters = ",\t;";

/// The delimiter that stands most often outside quotes; a comma where there is none.
char most_frequent_delimiter(std::string_view header) {
  std::array<std::size_t, delimiters.size()> counts{};
  bool in_quotes = false;
  for (const char character : header) {
    if (character == '"') in_quotes = !in_quotes;
    const std::size_t idx = delimiters.find(character);
    if (!in_quotes && idx != std::string_view::npos) ++counts[idx];
  }
  return delimiters[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

}  // namespace

base::Result<CsvReader> CsvReader::open(const std::filesystem::path& path, const CsvReadOptions& options) {
  auto source = CsvRecordSource::open(path);
  if (!source.ok()) return source.error();
  return begin(*std::move(source), options);
}

base::Result<CsvReader> CsvReader::of_text(std::string text, std::string name, const CsvReadOptions& options) {
  return begin(CsvRecordSource::of_text(std::move(text), std::move(name)), options);
}

base::Result<CsvReader> CsvReader::begin(CsvRecordSource source, const CsvReadOptions& options) {
  KIZASHI_CHECK(!options.delimiter || delimiters.find(*options.delimiter) != std::string_view::npos,
                "a delimiter is a comma, a tab or a semicolon");
  auto more = source.next();
  if (!more.ok()) return more.error();
  if (!source.saw_any_byte()) {
    return base::Error{base::ErrorCode::empty_file, fmt::format("{}: empty; a table needs a header", source.name())};
  }
  if (!*more) {
    return base::Error{base::ErrorCode::invalid_table,
                       fmt::format("{}:1:1: no header; a table needs one", source.name()), base::Position{}};
  }
  CsvReader reader(std::move(source));
  reader.delimiter_ = options.delimiter.value_or(most_frequent_delimiter(reader.source_.record()));
  if (auto status = reader.take_header(); !status.ok()) return status.error();
  return reader;
}

base::Status CsvReader::take_header() {
  if (auto status = split(); !status.ok()) return status;
  std::unordered_set<std::string_view> seen;
  for (std::size_t column = 0; column < cells_.size(); ++column) {
    const std::string_view name = trimmed(text_at(column));
    if (!name.empty() && !seen.insert(name).second) {
      return error_in_record(cells_[column].record_offset,
                             fmt::format("the column name \"{}\" stands twice", shown(name)));
    }
    header_.emplace_back(name);
  }
  cells_.clear();
  return {};
}

std::optional<std::size_t> CsvReader::column_of(std::string_view column_name) const {
  const auto found = std::find(header_.begin(), header_.end(), column_name);
  if (found == header_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header_.begin());
}

base::Result<bool> CsvReader::next() {
  cells_.clear();
  auto more = source_.next();
  if (!more.ok() || !*more) return more;
  if (auto status = split(); !status.ok()) {
    source_.resume_after_first_line();
    return status.error();
  }
  if (cells_.size() != width()) {
    const std::size_t place = cells_[std::min(cells_.size() - 1, width())].record_offset;
    const std::size_t count = cells_.size();
    cells_.clear();
    return error_in_record(place, fmt::format("{} cells where the header has {}", count, width()));
  }
  return true;
}

base::Status CsvReader::split() {
  cells_.clear();
  unescaped_.clear();
  if (auto status = check_characters(); !status.ok()) return status;
  const std::size_t size = source_.record().size();
  std::size_t offset = 0;
  while (true) {
    const auto end = take_cell(offset);
    if (!end.ok()) return end.error();
    if (*end == size) return {};
    offset = *end + 1;
  }
}

base::Status CsvReader::check_characters() const {
  const std::string_view record = source_.record();
  if (const auto nul = record.find('\0'); nul != std::string_view::npos) {
    return error_in_record(nul, "a NUL byte; save the table as CSV in UTF-8");
  }
  if (const auto valid = valid_utf8_prefix_length(record); valid != record.size()) {
    return error_in_record(valid, "not UTF-8; save the table as CSV in UTF-8");
  }
  return {};
}

base::Result<std::size_t> CsvReader::take_cell(std::size_t offset) {
  const std::string_view record = source_.record();
  if (offset < record.size() && record[offset] == '"') return take_quoted_cell(offset);
  const std::size_t end = std::min(record.find(delimiter_, offset), record.size());
  const std::string_view text = record.substr(offset, end - offset);
  if (const auto bad = text.find_first_of("\"\r"); bad != std::string_view::npos) {
    return error_in_record(offset + bad, text[bad] == '"' ? "a quote inside a cell that does not begin with one"
                                                          : "a carriage return without a line feed");
  }
  cells_.push_back({offset, offset, text.size(), false});
  return end;
}

base::Result<std::size_t> CsvReader::take_quoted_cell(std::size_t offset) {
  const std::string_view record = source_.record();
  const std::size_t unescaped_begin = unescaped_.size();
  std::size_t begin = offset + 1;
  std::size_t quote = record.find('"', begin);
  while (quote != std::string_view::npos && record.substr(quote + 1).starts_with('"')) {
    unescaped_ += record.substr(begin, quote + 1 - begin);
    begin = quote + 2;
    quote = record.find('"', begin);
  }
  if (quote == std::string_view::npos) return error_in_record(offset, "a quote that is never closed");
  const bool has_quotes = begin != offset + 1;
  if (has_quotes) unescaped_ += record.substr(begin, quote - begin);
  const std::size_t end = quote + 1;
  if (end != record.size() && record[end] != delimiter_) return error_in_record(end, "text after a closing quote");
  cells_.push_back(has_quotes ? Cell{offset, unescaped_begin, unescaped_.size() - unescaped_begin, true}
                              : Cell{offset, begin, quote - begin, false});
  return end;
}

std::string_view CsvReader::text_at(std::size_t column) const {
  KIZASHI_CHECK(column < cells_.size(), "a column of the current row");
  const Cell& cell = cells_[column];
  return (cell.is_unescaped ? std::string_view(unescaped_) : source_.record()).substr(cell.begin, cell.size);
}

base::Result<std::optional<double>> CsvReader::number_at(std::size_t column) const {
  const std::string_view text = trimmed(text_at(column));
  if (text.empty()) return std::optional<double>();
  if (const auto number = finite_number(text)) return number;
  return error_at(column,
                  fmt::format("\"{}\" is not a number; write it with a decimal point, or leave it blank", shown(text)));
}

base::Result<std::optional<std::int64_t>> CsvReader::integer_at(std::size_t column) const {
  const std::string_view text = trimmed(text_at(column));
  if (text.empty()) return std::optional<std::int64_t>();
  if (const auto integer = whole_number(text)) return integer;
  return error_at(column, fmt::format("\"{}\" is not a whole number", shown(text)));
}

base::Result<std::optional<bool>> CsvReader::flag_at(std::size_t column) const {
  const auto number = number_at(column);
  if (!number.ok()) return number.error();
  if (!*number) return std::optional<bool>();
  if (**number == 0.0 || **number == 1.0) return std::optional<bool>(**number == 1.0);
  return error_at(column, "must be 0 or 1");
}

base::Error CsvReader::error_at(std::size_t column, std::string_view reason) const {
  KIZASHI_CHECK(column < cells_.size(), "a column of the current row");
  return error_in_record(cells_[column].record_offset, fmt::format("column {}: {}", shown(header_[column]), reason));
}

base::Error CsvReader::error_in_record(std::size_t offset, std::string_view reason) const {
  const base::Position place = source_.position_of(offset);
  return {base::ErrorCode::invalid_table, fmt::format("{}:{}:{}: {}", name(), place.line, place.column, reason), place};
}

}  // namespace kizashi::table
