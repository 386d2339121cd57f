// SPDX-License-Identifier: Apache-2.0
#include "kizashi/report/frame_columns.h"

#include <optional>
#include <utility>

#include "kizashi/table/csv_reader.h"
#include "kizashi/table/frame_facts.h"

namespace kizashi::report {

namespace {

using document::Items;
using document::Value;

constexpr std::string_view success_name = "success";

/// Whole numbers stay whole: frame numbers and flags.
base::Result<Value> value_at(const table::CsvReader& reader, std::size_t place) {
  const std::string_view text = reader.text_at(place);
  if (text.empty()) return Value();
  if (text.find_first_of(".eE") == std::string_view::npos) {
    const auto integer = reader.integer_at(place);
    if (!integer.ok()) return integer.error();
    return Value(**integer);
  }
  const auto number = reader.number_at(place);
  if (!number.ok()) return number.error();
  return Value(*number);
}

base::Result<table::FrameFactsColumns> facts_columns_of(const table::CsvReader& reader) {
  const auto frame = reader.column_of("frame");
  const auto timestamp = reader.column_of("timestamp");
  const auto success = reader.column_of(success_name);
  if (!frame || !timestamp || !success) {
    return base::Error{base::ErrorCode::invalid_table, reader.name() + ":1:1: no table of frames", base::Position{}};
  }
  return table::FrameFactsColumns{*frame, reader.column_of("face_id"), *timestamp, *success};
}

}  // namespace

/// A table being read, at one of its rows.
struct FrameColumns::Source {
  const table::CsvReader& reader;
  table::FrameFacts facts;
  const std::vector<std::size_t>& places;  ///< of the columns wanted
  std::size_t first_column = 0;            ///< of these, in face_columns_
};

base::Status FrameColumns::read_frames(const std::filesystem::path& table, const std::vector<std::string>& columns) {
  auto reader = table::CsvReader::open(table);
  if (!reader.ok()) return reader.error();
  const auto places = facts_columns_of(*reader);
  if (!places.ok()) return places.error();
  for (const std::string& column : columns) frames_.push_back({column, {}});
  while (true) {
    const auto more = reader->next();
    if (!more.ok()) return more.error();
    if (!*more) return {};
    const auto facts = table::read_frame_facts(*reader, *places);
    if (!facts.ok()) return facts.error();
    if (facts->frame_number == frame_count_) continue;
    frame_count_ = facts->frame_number;
    for (NamedItems& column : frames_) {
      const auto place = reader->column_of(column.name);
      auto value = place ? value_at(*reader, *place) : base::Result<Value>(Value());
      if (!value.ok()) return value.error();
      column.items.push_back(*std::move(value));
    }
  }
}

base::Status FrameColumns::read_faces(const std::filesystem::path& table, const Wanted& wanted) {
  auto reader = table::CsvReader::open(table);
  if (!reader.ok()) return reader.error();
  const auto places = facts_columns_of(*reader);
  if (!places.ok()) return places.error();
  const std::size_t first_column = face_columns_.size();
  std::vector<std::size_t> wanted_places;
  for (std::size_t place = 0; place < reader->width(); ++place) {
    if (!wanted(reader->header()[place])) continue;
    wanted_places.push_back(place);
    face_columns_.push_back(reader->header()[place]);
  }
  while (true) {
    const auto more = reader->next();
    if (!more.ok()) return more.error();
    if (!*more) return {};
    const auto facts = table::read_frame_facts(*reader, *places);
    if (!facts.ok()) return facts.error();
    if (auto status = take_row({*reader, *facts, wanted_places, first_column}); !status.ok()) return status;
  }
}

base::Status FrameColumns::take_row(const Source& source) {
  Face& face = faces_[source.facts.face_id];
  face.ever_measured = face.ever_measured || source.facts.success;
  face.columns.resize(face_columns_.size());
  for (std::size_t i = 0; i < source.places.size(); ++i) {
    const std::size_t column = source.first_column + i;
    if (!source.facts.success && face_columns_[column] != success_name) continue;
    auto value = value_at(source.reader, source.places[i]);
    if (!value.ok()) return value.error();
    Items& items = face.columns[column];
    items.resize(static_cast<std::size_t>(source.facts.frame_number - 1));
    items.push_back(*std::move(value));
  }
  return {};
}

Value FrameColumns::take_frames() {
  Value object = Value::object();
  for (NamedItems& column : frames_) object.set(column.name, Value::array(std::move(column.items)));
  return object;
}

Value FrameColumns::take_faces() {
  Value list = Value::array();
  for (auto& [face_id, face] : faces_) {
    if (!face.ever_measured) continue;
    Value columns = Value::object();
    for (std::size_t column = 0; column < face_columns_.size(); ++column) {
      Items items = std::move(face.columns.at(column));
      items.resize(static_cast<std::size_t>(frame_count_));
      columns.set(face_columns_[column], Value::array(std::move(items)));
    }
    list.push(Value::object().set("face_id", face_id).set("columns", std::move(columns)));
  }
  return list;
}

}  // namespace kizashi::report
