// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/study_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "kizashi/table/cell_text.h"

namespace kizashi::table {

namespace {

constexpr int highest_ordinal = 9999;

bool is_of_the_file(base::ErrorCode code) { return code != base::ErrorCode::invalid_table; }

}  // namespace

base::Result<StudyTable> StudyTable::open(const std::filesystem::path& path, std::span<const StudyColumn> columns) {
  return of(CsvReader::open(path), path.string(), columns);
}

base::Result<StudyTable> StudyTable::of_text(std::string text, std::string name, std::span<const StudyColumn> columns) {
  auto reader = CsvReader::of_text(std::move(text), name);
  return of(std::move(reader), std::move(name), columns);
}

base::Result<StudyTable> StudyTable::of(base::Result<CsvReader> reader, std::string file,
                                        std::span<const StudyColumn> columns) {
  StudyTable table(std::move(file));
  if (reader.ok()) {
    table.reader_.emplace(*std::move(reader));
    table.take_header(columns);
  } else if (is_of_the_file(reader.error().code)) {
    return reader.error();
  } else {
    table.unusable_ = table.rejection_of(reader.error());
  }
  return table;
}

void StudyTable::take_header(std::span<const StudyColumn> columns) {
  std::vector<std::string_view> missing;
  for (const StudyColumn& column : columns) {
    if (column.is_required && !column_of(column.name)) missing.push_back(column.name);
  }
  const auto is_known = [&](const std::string& name) {
    return std::any_of(columns.begin(), columns.end(), [&](const StudyColumn& column) { return column.name == name; });
  };
  for (std::size_t column = 0; column < reader_->width(); ++column) {
    if (!is_known(reader_->header()[column])) other_columns_.push_back(column);
  }
  if (!missing.empty()) {
    refuse(fmt::format("the header lacks the column{} {}; name them so", missing.size() == 1 ? "" : "s",
                       fmt::join(missing, ", ")));
  }
}

void StudyTable::refuse(std::string reason) {
  reader_.reset();
  other_columns_.clear();
  if (!unusable_) unusable_ = Rejection{file_, std::nullopt, std::nullopt, std::move(reason)};
}

StudyTable::Column StudyTable::column_of(std::string_view name) const {
  return reader_ ? reader_->column_of(name) : std::nullopt;
}

std::vector<std::size_t> StudyTable::other_columns() const { return other_columns_; }

const std::string& StudyTable::name_of(std::size_t column) const {
  KIZASHI_CHECK(reader_ && column < reader_->width(), "a column of the table");
  return reader_->header()[column];
}

base::Result<bool> StudyTable::next(const RejectionSink& reject) {
  if (unusable_) reject(*std::exchange(unusable_, std::nullopt));
  fault_.reset();
  while (reader_) {
    auto more = reader_->next();
    if (more.ok() || is_of_the_file(more.error().code)) return more;
    Rejection rejection = rejection_of(more.error());
    rejection.line = line();
    reject(rejection);
  }
  return false;
}

std::size_t StudyTable::line() const {
  KIZASHI_CHECK(reader_.has_value(), "a table with rows");
  return reader_->line();
}

std::string_view StudyTable::text_at(Column column) const { return column ? trimmed(raw_text_at(*column)) : ""; }

std::string_view StudyTable::raw_text_at(std::size_t column) const {
  KIZASHI_CHECK(reader_.has_value(), "a table with rows");
  return reader_->text_at(column);
}

std::optional<study::ParticipantId> StudyTable::person_at(Column column) {
  const std::string_view text = text_at(column);
  auto person = study::ParticipantId::of(text);
  if (!person) fault(column, study::ParticipantId::why_not(text));
  return person;
}

std::optional<double> StudyTable::number_at(Column column) {
  const std::string_view text = text_at(column);
  if (text.empty()) return std::nullopt;
  const auto number = finite_number(text);
  if (!number) {
    fault(column, fmt::format("\"{}\" is not a number; write it with a decimal point, or leave it blank", shown(text)));
  }
  return number;
}

std::optional<std::int64_t> StudyTable::integer_in(Column column, std::int64_t low, std::int64_t high) {
  const std::string_view text = text_at(column);
  if (text.empty()) return std::nullopt;
  const auto number = whole_number(text);
  if (number && low <= *number && *number <= high) return number;
  fault(column, fmt::format("\"{}\" is not a whole number from {} to {}", shown(text), low, high));
  return std::nullopt;
}

int StudyTable::ordinal_at(Column column) {
  return static_cast<int>(integer_in(column, 1, highest_ordinal).value_or(1));
}

study::ClipKind StudyTable::kind_at(Column column) {
  const std::string_view text = text_at(column);
  if (text.empty()) return study::ClipKind::main;
  const auto kind = study::clip_kind_of(text);
  if (!kind) fault(column, fmt::format("\"{}\" is no kind of clip; write main or neutral", shown(text)));
  return kind.value_or(study::ClipKind::main);
}

void StudyTable::fault(Column column, std::string reason) {
  if (fault_) return;
  fault_ = Rejection{file_, line(), std::nullopt, std::move(reason)};
  if (column) fault_->column = name_of(*column);
}

bool StudyTable::reject_if_faulty(const RejectionSink& reject) {
  if (fault_) reject(*fault_);
  return fault_.has_value();
}

Rejection StudyTable::rejection_at(std::size_t line, std::string_view column, std::string reason) const {
  return {file_, line, std::string(column), std::move(reason)};
}

Rejection StudyTable::rejection_of(const base::Error& error) const {
  KIZASHI_CHECK(error.position.has_value(), "what is wrong in a table has a place");
  // The error begins with its place, which a rejection has in fields of its own.
  const std::string place = fmt::format("{}:{}:{}: ", file_, error.position->line, error.position->column);
  KIZASHI_CHECK(error.message.starts_with(place), "an error of the table begins with its place");
  return {file_, error.position->line, std::nullopt, error.message.substr(place.size())};
}

}  // namespace kizashi::table
