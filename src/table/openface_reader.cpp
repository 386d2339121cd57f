// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string>
#include <utility>

#include "kizashi/table/openface_columns.h"
#include "kizashi/table/openface_csv.h"

namespace kizashi::table {

/// Finds columns by their names and keeps the names that it did not find.
class OpenFaceReader::ColumnFinder {
 public:
  explicit ColumnFinder(const CsvReader& reader) : reader_(reader) {}

  [[nodiscard]] std::optional<std::size_t> find(std::size_t openface_index) const {
    return reader_.column_of(openface_columns()[openface_index].name);
  }

  std::size_t required(std::size_t openface_index) {
    const auto found = find(openface_index);
    if (!found) missing_.push_back(openface_columns()[openface_index].name);
    return found.value_or(0);
  }

  /// All columns of a group, or none; part of a group is a mistake.
  std::vector<std::size_t> group(std::size_t begin, std::size_t count) {
    std::vector<std::size_t> columns;
    std::vector<std::string> missing;
    for (std::size_t idx = begin; idx < begin + count; ++idx) {
      const auto found = find(idx);
      if (found) columns.push_back(*found);
      if (!found) missing.push_back(openface_columns()[idx].name);
    }
    if (!columns.empty()) missing_.insert(missing_.end(), missing.begin(), missing.end());
    return columns;
  }

  UnitColumns units(std::string_view suffix) {
    UnitColumns columns;
    for (const auto unit : observation::all_action_units) {
      columns[index_of(unit)] = reader_.column_of(fmt::format("{}{}", code_of(unit), suffix));
    }
    return columns;
  }

  [[nodiscard]] base::Status status() const {
    if (missing_.empty()) return {};
    return base::Error{base::ErrorCode::invalid_table,
                       fmt::format("{}:1:1: not a whole OpenFace table; missing columns: {}", reader_.name(),
                                   fmt::join(missing_, ", ")),
                       base::Position{}};
  }

 private:
  const CsvReader& reader_;
  std::vector<std::string> missing_;
};

base::Result<OpenFaceReader> OpenFaceReader::open(const std::filesystem::path& path) {
  auto reader = CsvReader::open(path);
  if (!reader.ok()) return reader.error();
  return of(*std::move(reader));
}

base::Result<OpenFaceReader> OpenFaceReader::of(CsvReader reader) {
  ColumnFinder finder(reader);
  Columns columns;
  columns.facts.frame = finder.required(openface_column::frame);
  columns.facts.timestamp = finder.required(openface_column::timestamp);
  columns.confidence = finder.required(openface_column::confidence);
  columns.facts.success = finder.required(openface_column::success);
  columns.facts.face_id = finder.find(openface_column::face_id);
  columns.gaze = finder.group(openface_column::gaze, openface_column::gaze_count);
  columns.pose = finder.group(openface_column::pose, openface_column::pose_count);
  columns.points = finder.group(openface_column::points_x, 2 * observation::point_count);
  columns.intensities = finder.units("_r");
  columns.intensities[index_of(observation::ActionUnit::AU28)].reset();
  columns.presences = finder.units("_c");
  if (auto status = finder.status(); !status.ok()) return status.error();
  return OpenFaceReader(std::move(reader), std::move(columns));
}

base::Result<std::optional<OpenFaceRow>> OpenFaceReader::next() {
  const auto more = reader_.next();
  if (!more.ok()) return more.error();
  if (!*more) return std::optional<OpenFaceRow>();
  OpenFaceRow row;
  if (auto status = read_facts(row); !status.ok()) return status.error();
  if (!row.success) return std::optional(row);
  if (auto status = read_face(row); !status.ok()) return status.error();
  if (auto status = read_action_units(row); !status.ok()) return status.error();
  return std::optional(row);
}

base::Status OpenFaceReader::read_facts(OpenFaceRow& row) {
  const auto facts = read_frame_facts(reader_, columns_.facts);
  if (!facts.ok()) return facts.error();
  const auto confidence = reader_.number_at(columns_.confidence);
  if (!confidence.ok()) return confidence.error();
  if (!*confidence) return reader_.error_at(columns_.confidence, "must be a number");
  row.frame_number = facts->frame_number;
  row.face_id = facts->face_id;
  row.timestamp_s = facts->timestamp_s;
  row.success = facts->success;
  row.confidence = **confidence;
  return {};
}

base::Status OpenFaceReader::read_face(OpenFaceRow& row) {
  auto read = read_group(columns_.gaze);
  if (!read.ok()) return read.error();
  if (*read) row.gaze = {{group_[0], group_[1], group_[2]}, {group_[3], group_[4], group_[5]}};
  read = read_group(columns_.pose);
  if (!read.ok()) return read.error();
  if (*read) row.pose = {{group_[0], group_[1], group_[2]}, {group_[3], group_[4], group_[5]}};
  read = read_group(columns_.points);
  if (!read.ok()) return read.error();
  if (!*read) return {};
  row.points_px.emplace();
  for (std::size_t idx = 0; idx < observation::point_count; ++idx) {
    (*row.points_px)[idx] = {static_cast<float>(group_[idx]),
                             static_cast<float>(group_[idx + observation::point_count])};
  }
  return {};
}

base::Status OpenFaceReader::read_action_units(OpenFaceRow& row) {
  for (std::size_t idx = 0; idx < observation::action_unit_count; ++idx) {
    if (const auto column = columns_.intensities[idx]) {
      const auto intensity = reader_.number_at(*column);
      if (!intensity.ok()) return intensity.error();
      row.intensities[idx] = *intensity;
    }
    if (const auto column = columns_.presences[idx]) {
      const auto presence = reader_.flag_at(*column);
      if (!presence.ok()) return presence.error();
      row.presences[idx] = *presence;
    }
  }
  return {};
}

base::Result<bool> OpenFaceReader::read_group(const std::vector<std::size_t>& columns) {
  group_.clear();
  for (const std::size_t column : columns) {
    const auto number = reader_.number_at(column);
    if (!number.ok()) return number.error();
    const bool is_first = column == columns.front();
    if (!is_first && number->has_value() == group_.empty()) {
      return reader_.error_at(column,
                              "a gaze, a pose or the points stand whole or not at all; some of their cells are blank");
    }
    if (*number) group_.push_back(**number);
  }
  return !group_.empty();
}

}  // namespace kizashi::table
