// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/csv_writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "kizashi/base/check.h"

namespace kizashi::table {

namespace {

constexpr std::size_t flush_threshold_bytes = 65536;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
/// Sign, the 309 digits of the largest double, point and 60 decimals.
constexpr std::size_t longest_number = 384;
constexpr int most_decimals = 60;

bool needs_quotes(std::string_view text) {
  return text.find_first_of(",\"\r\n") != std::string_view::npos || text.starts_with(byte_order_mark);
}

void append_quoted(std::string& into, std::string_view text) {
  into += '"';
  for (const char character : text) {
    if (character == '"') into += '"';
    into += character;
  }
  into += '"';
}

/// Appends digits without the sign of a zero: a reader that compares text should not see two zeros.
void append_digits(std::string& into, std::string_view digits) {
  const bool is_zero = digits.find_first_not_of("-0.") == std::string_view::npos;
  if (is_zero && digits.starts_with('-')) digits.remove_prefix(1);
  into += digits;
}

template <typename Number, typename... Format>
void append_number(std::string& into, Number number, Format... format) {
  if constexpr (std::is_floating_point_v<Number>) {
    KIZASHI_CHECK(std::isfinite(number), "a table has no NaN and no infinity; absence is a blank cell");
  }
  std::array<char, longest_number> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number, format...);
  KIZASHI_CHECK(error == std::errc(), "the longest number fits");
  append_digits(into, {digits.data(), static_cast<std::size_t>(end - digits.data())});
}

}  // namespace

Sink sink_to(base::AtomicFile& file) {
  return [&file](std::string_view bytes) { return file.write(bytes); };
}

Sink sink_to(std::string& text) {
  return [&text](std::string_view bytes) {
    text += bytes;
    return base::Status();
  };
}

CsvWriter::CsvWriter(Sink sink, const std::vector<std::string>& header)
    : sink_(std::move(sink)), width_(header.size()) {
  KIZASHI_CHECK(width_ > 0, "a table has at least one column");
  for (const std::string& name : header) put_text(name);
  buffer_ += buffer_.empty() ? "\"\"\n" : "\n";
  cells_in_row_ = 0;
  row_begin_ = buffer_.size();
}

void CsvWriter::separate() {
  KIZASHI_CHECK(cells_in_row_ < width_, "a row has as many cells as the header has names");
  if (cells_in_row_++ > 0) buffer_ += ',';
}

CsvWriter& CsvWriter::put_text(std::string_view text) {
  separate();
  if (needs_quotes(text)) {
    append_quoted(buffer_, text);
  } else {
    buffer_ += text;
  }
  return *this;
}

CsvWriter& CsvWriter::put_integer(std::int64_t integer) {
  separate();
  append_number(buffer_, integer);
  return *this;
}

CsvWriter& CsvWriter::put_flag(bool flag) {
  separate();
  buffer_ += flag ? '1' : '0';
  return *this;
}

CsvWriter& CsvWriter::put_fixed(std::optional<double> number, int decimals) {
  KIZASHI_CHECK(0 <= decimals && decimals <= most_decimals, "the number of decimals");
  separate();
  if (number) append_number(buffer_, *number, std::chars_format::fixed, decimals);
  return *this;
}

CsvWriter& CsvWriter::put_shortest(std::optional<double> number) {
  separate();
  if (number) append_number(buffer_, *number);
  return *this;
}

CsvWriter& CsvWriter::put_shortest_float(std::optional<double> number) {
  separate();
  if (number) append_number(buffer_, static_cast<float>(*number));
  return *this;
}

CsvWriter& CsvWriter::put_blank() {
  separate();
  return *this;
}

CsvWriter& CsvWriter::put_blanks(std::size_t count) {
  for (std::size_t idx = 0; idx < count; ++idx) separate();
  return *this;
}

base::Status CsvWriter::end_row() {
  KIZASHI_CHECK(cells_in_row_ == width_, "a row has as many cells as the header has names");
  // A line with nothing on it is no row to a reader; the one blank cell of a table of one column needs its quotes.
  buffer_ += buffer_.size() == row_begin_ ? "\"\"\n" : "\n";
  cells_in_row_ = 0;
  row_begin_ = buffer_.size();
  return buffer_.size() < flush_threshold_bytes ? base::Status() : finish();
}

base::Status CsvWriter::finish() {
  KIZASHI_CHECK(cells_in_row_ == 0, "a row was begun and not ended");
  auto status = sink_(buffer_);
  buffer_.clear();
  row_begin_ = 0;
  return status;
}

}  // namespace kizashi::table
