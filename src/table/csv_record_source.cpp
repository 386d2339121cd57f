// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/csv_record_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace kizashi::table {

namespace {

constexpr std::size_t piece_bytes = 65536;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool holds_odd_quotes(std::string_view text) { return std::count(text.begin(), text.end(), '"') % 2 != 0; }

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

base::Error unreadable(const std::string& name, int error_number) {
  const bool missing = error_number == ENOENT;
  return {missing ? base::ErrorCode::missing_file : base::ErrorCode::unreadable_file,
          fmt::format("{}: {}", name,
                      missing ? "no such file; check the path"
                              : fmt::format("cannot be read: {}; check its permissions", std::strerror(error_number)))};
}

}  // namespace

base::Result<CsvRecordSource> CsvRecordSource::open(const std::filesystem::path& path) {
  CsvRecordSource source(path.string());
  source.file_.reset(std::fopen(path.c_str(), "rb"));
  if (!source.file_) return unreadable(source.name_, errno);
  return source;
}

CsvRecordSource CsvRecordSource::of_text(std::string text, std::string name) {
  CsvRecordSource source(std::move(name));
  source.saw_any_byte_ = !text.empty();
  source.buffer_ = std::move(text);
  source.buffer_offset_ = source.buffer_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  return source;
}

base::Result<bool> CsvRecordSource::fill() {
  if (!file_) return false;
  buffer_.resize(piece_bytes);
  const std::size_t count = std::fread(buffer_.data(), 1, buffer_.size(), file_.get());
  const int error_number = errno;
  buffer_.resize(count);
  buffer_offset_ = 0;
  if (count == 0 && std::ferror(file_.get()) != 0) return unreadable(name_, error_number);
  if (!saw_any_byte_ && buffer_.starts_with(byte_order_mark)) buffer_offset_ = byte_order_mark.size();
  saw_any_byte_ = saw_any_byte_ || count > 0;
  return count > 0;
}

base::Result<bool> CsvRecordSource::collect() {
  record_.clear();
  record_line_ = next_line_;
  record_begin_ = buffer_offset_;
  spans_buffers_ = false;
  bool in_quotes = false;
  while (true) {
    if (buffer_offset_ == buffer_.size()) {
      spans_buffers_ = !record_.empty();
      auto filled = fill();
      if (!filled.ok() || !*filled) return filled;
      record_begin_ = buffer_offset_;
      continue;
    }
    const std::string_view rest = std::string_view(buffer_).substr(buffer_offset_);
    const std::size_t line_end = rest.find('\n');
    const bool ended = line_end != std::string_view::npos;
    const std::string_view piece = rest.substr(0, line_end);
    record_ += piece;
    in_quotes = in_quotes != holds_odd_quotes(piece);
    buffer_offset_ += piece.size() + (ended ? 1 : 0);
    next_line_ += ended ? 1 : 0;
    record_ended_ = ended;
    if (record_.size() > longest_record_bytes) return give_up_record();
    if (ended && !in_quotes) return true;
    if (ended) record_ += '\n';
  }
}

base::Error CsvRecordSource::give_up_record() {
  if (record_.find('\n') != std::string::npos) {
    resume_after_first_line();
  } else if (!record_ended_) {
    skip_line();
  }
  return {base::ErrorCode::invalid_table,
          fmt::format("{}:{}:1: a row longer than 16 MiB; is a quote left open?", name_, record_line_),
          base::Position{record_line_, 1}};
}

void CsvRecordSource::skip_line() {
  while (true) {
    const std::size_t line_end = buffer_.find('\n', buffer_offset_);
    if (line_end != std::string::npos) {
      buffer_offset_ = line_end + 1;
      ++next_line_;
      return;
    }
    buffer_offset_ = buffer_.size();
    const auto filled = fill();
    if (!filled.ok() || !*filled) return;  // the next call says what is wrong
  }
}

base::Result<bool> CsvRecordSource::next() {
  while (true) {
    auto line_ended = collect();
    if (!line_ended.ok()) return line_ended;
    if (record_.ends_with('\r')) record_.pop_back();
    if (!record_.empty()) return true;
    if (!*line_ended) return false;
  }
}

void CsvRecordSource::resume_after_first_line() {
  const std::size_t line_break = record_.find('\n');
  if (line_break == std::string::npos) return;
  next_line_ = record_line_ + 1;
  if (!spans_buffers_) {
    buffer_offset_ = record_begin_ + line_break + 1;
    return;
  }
  std::string rest = record_.substr(line_break + 1);
  // Within quotes at the end of the file the record holds the break of its last line already.
  if (record_ended_ && !record_.ends_with('\n')) rest += '\n';
  rest.append(buffer_, buffer_offset_);
  buffer_ = std::move(rest);
  buffer_offset_ = 0;
}

base::Position CsvRecordSource::position_of(std::size_t record_offset) const {
  const std::string_view before = record().substr(0, record_offset);
  const std::size_t line_break = before.rfind('\n');
  const std::string_view in_line = line_break == std::string_view::npos ? before : before.substr(line_break + 1);
  const auto continuing = std::count_if(in_line.begin(), in_line.end(), continues_character);
  const auto breaks = std::count(before.begin(), before.end(), '\n');
  return {record_line_ + static_cast<std::size_t>(breaks), in_line.size() - static_cast<std::size_t>(continuing) + 1};
}

}  // namespace kizashi::table
