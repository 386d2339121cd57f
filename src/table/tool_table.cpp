// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/tool_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <string_view>
#include <utility>

#include "kizashi/table/cell_text.h"
#include "kizashi/table/study_table.h"
#include "kizashi/table/unit_sums.h"
#include "kizashi/table/unit_values_csv.h"

namespace kizashi::table {

namespace {

/// The columns that the map must find. They refer to the map's names.
std::vector<StudyColumn> required_columns(const ColumnMap& map) {
  std::vector<StudyColumn> columns;
  for (const auto* name : {&map.person_column, &map.session_column, &map.frame_column}) {
    if (*name) columns.push_back({**name, true, ""});
  }
  if (map.usable) columns.push_back({map.usable->column, true, ""});
  return columns;
}

/// A file's name without folders, of any system, and without its ending.
std::string_view stem_in(std::string_view path) {
  const std::size_t folder_end = path.find_last_of("/\\");
  if (folder_end != std::string_view::npos) path.remove_prefix(folder_end + 1);
  const std::size_t dot = path.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? path : path.substr(0, dot);
}

struct Face {
  UnitSums sums;
  std::size_t place = 0;  ///< among the recording's faces, in the order of the table
  std::optional<std::int64_t> last_frame;
};

struct Recording {
  std::vector<std::size_t> rows;
  std::map<std::string, Face, std::less<>> faces;
  std::vector<study::UnitValue> values;  ///< where a row is a person
};

class ToolTableReader {
 public:
  ToolTableReader(StudyTable table, const ColumnMap& map) : table_(std::move(table)), map_(map) {
    const auto column = [&](const std::optional<std::string>& name) {
      return name ? table_.column_of(*name) : std::nullopt;
    };
    person_ = column(map.person_column);
    session_ = column(map.session_column);
    frame_ = column(map.frame_column);
    face_ = column(map.face_column);
    if (map.usable) usable_ = table_.column_of(map.usable->column);
    find_units();
  }

  base::Result<std::vector<ToolMeasurement>> read(const RejectionSink& reject) {
    if (map_.person == ColumnMap::Person::table_name) take_key_of_table();
    while (true) {
      const auto more = table_.next(reject);
      if (!more.ok()) return more.error();
      if (!*more) return measurements();
      read_row();
      static_cast<void>(table_.reject_if_faulty(reject));
    }
  }

 private:
  void find_units();
  void take_key_of_table();
  void read_row();
  std::optional<study::ClipKey> key();
  std::optional<study::ClipKey> key_of_file();
  void add_frame(const study::ClipKey& key);
  void add_person(const study::ClipKey& key);
  bool is_usable();
  std::vector<std::optional<double>> numbers();
  std::optional<double> number_of(std::size_t idx);
  Face& face_of(Recording& recording);
  Recording& recording_of(const study::ClipKey& key);
  [[nodiscard]] std::vector<ToolMeasurement> measurements() const;
  [[nodiscard]] ToolMeasurement measurement_of(const study::ClipKey& key, const Recording& recording) const;

  StudyTable table_;
  const ColumnMap& map_;
  StudyTable::Column person_;
  StudyTable::Column session_;
  StudyTable::Column frame_;
  StudyTable::Column face_;
  StudyTable::Column usable_;
  std::vector<StudyTable::Column> units_;
  std::optional<study::ClipKey> key_of_table_;
  std::map<study::ClipKey, Recording> recordings_;
};

void ToolTableReader::find_units() {
  bool has_any = false;
  for (const ColumnMap::Unit& unit : map_.units) {
    units_.push_back(table_.column_of(unit.column));
    has_any = has_any || units_.back();
  }
  if (!has_any) {
    table_.refuse(fmt::format("no column of action units as {} has them, such as {}; take the map that fits the table",
                              map_.name, map_.units.front().column));
  }
}

void ToolTableReader::take_key_of_table() {
  key_of_table_ = study::clip_key_of(stem_in(table_.file()));
  if (!key_of_table_) {
    table_.refuse("the table's name must say whose it is: PARTICIPANT[_ses-N][_take-N][_neutral].csv");
  }
}

void ToolTableReader::read_row() {
  const auto of = key();
  if (!of) return;
  if (map_.rows == ColumnMap::Rows::people) {
    add_person(*of);
  } else {
    add_frame(*of);
  }
}

std::optional<study::ClipKey> ToolTableReader::key() {
  if (map_.person == ColumnMap::Person::table_name) return key_of_table_;
  if (map_.person == ColumnMap::Person::file_column) return key_of_file();
  auto person = table_.person_at(person_);
  if (!person) return std::nullopt;
  return study::ClipKey{*std::move(person), table_.ordinal_at(session_), 1, study::ClipKind::main};
}

std::optional<study::ClipKey> ToolTableReader::key_of_file() {
  const std::string_view file = table_.text_at(person_);
  auto key = study::clip_key_of(stem_in(file));
  if (!key) {
    table_.fault(person_, fmt::format("\"{}\" does not say whose clip it is; clips are called "
                                      "PARTICIPANT[_ses-N][_take-N][_neutral].EXT",
                                      shown(stem_in(file))));
  }
  return key;
}

void ToolTableReader::add_frame(const study::ClipKey& key) {
  const auto frame = table_.integer_in(frame_, 0, std::numeric_limits<std::int64_t>::max());
  if (!table_.is_faulty() && !frame) table_.fault(frame_, "a frame's number is missing; write it, or take the row out");
  const bool usable = is_usable();
  const auto values = usable ? numbers() : std::vector<std::optional<double>>();
  if (table_.is_faulty()) return;
  Face& face = face_of(recording_of(key));
  if (face.last_frame && *frame <= *face.last_frame) {
    table_.fault(frame_, fmt::format("frame {} behind frame {}; each frame stands once, in order, so leave one face "
                                     "and one recording in",
                                     *frame, *face.last_frame));
    return;
  }
  face.last_frame = frame;
  if (usable) face.sums.add(values);
}

void ToolTableReader::add_person(const study::ClipKey& key) {
  const auto values = numbers();
  if (table_.is_faulty()) return;
  if (const auto known = recordings_.find(key); known != recordings_.end()) {
    table_.fault(person_, fmt::format("line {} has the same person and session; take one of them out",
                                      known->second.rows.front()));
    return;
  }
  Recording& recording = recording_of(key);
  for (std::size_t idx = 0; idx < values.size(); ++idx) {
    const ColumnMap::Unit& unit = map_.units[idx];
    if (values[idx]) recording.values.push_back({unit.unit, unit.measure, study::Segment::whole, *values[idx], {}});
  }
  sort_values(recording.values);
}

bool ToolTableReader::is_usable() {
  if (!map_.usable) return true;
  const auto number = table_.number_at(usable_);
  return number && *number >= map_.usable->from;
}

std::vector<std::optional<double>> ToolTableReader::numbers() {
  std::vector<std::optional<double>> numbers;
  numbers.reserve(units_.size());
  for (std::size_t idx = 0; idx < units_.size(); ++idx) numbers.push_back(number_of(idx));
  return numbers;
}

std::optional<double> ToolTableReader::number_of(std::size_t idx) {
  const auto number = table_.number_at(units_[idx]);
  if (!number) return std::nullopt;
  const study::Measure measure = map_.units[idx].measure;
  const ColumnMap::Scale& scale = measure == study::Measure::intensity ? map_.intensity : map_.presence;
  const double highest = highest_value(measure);
  const double scaled = *number * scale.factor;
  if (0.0 <= scaled && scaled <= highest) return scaled;
  if (scale.clamps) return std::clamp(scaled, 0.0, highest);
  table_.fault(units_[idx],
               fmt::format("{:.6g} is outside 0 to {}; take a map that fits the table's numbers", scaled, highest));
  return std::nullopt;
}

Recording& ToolTableReader::recording_of(const study::ClipKey& key) {
  Recording& recording = recordings_[key];
  recording.rows.push_back(table_.line());
  return recording;
}

Face& ToolTableReader::face_of(Recording& recording) {
  const std::string_view name = table_.text_at(face_);
  const auto known = recording.faces.find(name);
  if (known != recording.faces.end()) return known->second;
  const std::size_t place = recording.faces.size();
  return recording.faces.emplace(std::string(name), Face{UnitSums(map_), place, {}}).first->second;
}

std::vector<ToolMeasurement> ToolTableReader::measurements() const {
  std::vector<ToolMeasurement> measurements;
  measurements.reserve(recordings_.size());
  for (const auto& [key, recording] : recordings_) measurements.push_back(measurement_of(key, recording));
  return measurements;
}

ToolMeasurement ToolTableReader::measurement_of(const study::ClipKey& key, const Recording& recording) const {
  ToolMeasurement measurement{key, recording.rows, recording.values, {}};
  const auto has_fewer_frames = [](const auto& a, const auto& b) {
    return std::pair(a.second.sums.usable_frames(), b.second.place) <
           std::pair(b.second.sums.usable_frames(), a.second.place);
  };
  const auto best = std::max_element(recording.faces.begin(), recording.faces.end(), has_fewer_frames);
  if (best == recording.faces.end()) return measurement;
  measurement.values = best->second.sums.values();
  const auto with_frames = std::count_if(recording.faces.begin(), recording.faces.end(),
                                         [](const auto& face) { return face.second.sums.usable_frames() > 0; });
  if (with_frames > 1) {
    measurement.note =
        fmt::format("{} faces; face {}, which has the most usable frames, counts", with_frames, best->first);
  } else if (with_frames == 0) {
    measurement.note = "no frame with a face";
  }
  return measurement;
}

base::Result<std::vector<ToolMeasurement>> read_from(base::Result<StudyTable> table, const ColumnMap& map,
                                                     const RejectionSink& reject) {
  if (!table.ok()) return table.error();
  return ToolTableReader(*std::move(table), map).read(reject);
}

}  // namespace

base::Result<std::vector<ToolMeasurement>> read_tool_table(const std::filesystem::path& path, const ColumnMap& map,
                                                           const RejectionSink& reject) {
  return read_from(StudyTable::open(path, required_columns(map)), map, reject);
}

base::Result<std::vector<ToolMeasurement>> read_tool_table_text(std::string text, const std::string& name,
                                                                const ColumnMap& map, const RejectionSink& reject) {
  return read_from(StudyTable::of_text(std::move(text), name, required_columns(map)), map, reject);
}

}  // namespace kizashi::table
