// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/measures_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/table/frame_facts.h"

namespace kizashi::table {

namespace {

constexpr int time_decimals = 6;

// Places of the columns before the evidence.
constexpr FrameFactsColumns facts_columns{0, 1, 2, 3};
constexpr std::size_t quality_column = 4;
constexpr std::size_t quality_end = 9;
constexpr std::size_t picture_change_column = 9;
constexpr std::size_t speech_column = 10;
constexpr std::size_t evidence_column = 11;
constexpr std::size_t side_column_count = 2 * observation::two_sided_action_units.size();
constexpr std::size_t action_unit_column_count = 1 + observation::action_unit_count + side_column_count;

std::vector<Column> leading_columns() {
  return {{"frame", "1", "number of the frame, from 1"},
          {"face_id", "1", "number of the face, from 0"},
          {"timestamp", "s", "presentation time since the first video frame"},
          {"success", "1", "1 where the face was measured, else 0 and every measurement blank"},
          {"face_height_px", "px", "vertical extent of the 68 points"},
          {"sharpness", "1", "variance of the Laplacian of the aligned face, grey levels squared"},
          {"brightness", "1", "mean luma of the aligned face, 0 to 255"},
          {"frontal_angle_rad", "rad", "angle between the face's forward axis and the line to the camera"},
          {"side_light", "1",
           "mean luma of the image-left half of the aligned face less that of the other, over their sum, -1 to 1"},
          {"picture_change", "1",
           "mean absolute change of luma since the frame before, grey levels, in that of 256 tiles which changes most"},
          {"speech_probability", "1", "probability that somebody speaks, 0 to 1"}};
}

std::vector<Column> action_unit_columns() {
  std::vector<Column> columns{{"AU28_r", "1", "intensity of the lip suck, 0 to 5"}};
  for (const auto unit : observation::all_action_units) {
    columns.push_back({fmt::format("{}_p", code_of(unit)), "1",
                       fmt::format("probability that the {} is present, 0 to 1", name_of(unit))});
  }
  for (const auto unit : observation::two_sided_action_units) {
    for (const char* side : {"left", "right"}) {
      columns.push_back({fmt::format("{}_{}_r", code_of(unit), side), "1",
                         fmt::format("intensity of the {} on the person's {}, 0 to 5", name_of(unit), side)});
    }
  }
  return columns;
}

std::array<double, quality_end - quality_column> values_of(const observation::FaceQuality& quality) {
  return {quality.face_height_px, quality.sharpness, quality.brightness, quality.frontal_angle_rad, quality.side_light};
}

template <typename Optionals>
bool all_empty(const Optionals& optionals) {
  return std::none_of(optionals.begin(), optionals.end(), [](const auto& optional) { return optional.has_value(); });
}

bool holds_action_units(const MeasuresRow& row) {
  return row.au28_intensity || !all_empty(row.presence_probabilities) || !all_empty(row.side_intensities);
}

bool holds_nothing(const MeasuresRow& row) {
  return !row.quality && all_empty(row.evidence) && !holds_action_units(row);
}

}  // namespace

std::vector<Column> measures_columns(const MeasuresSchema& schema) {
  std::vector<Column> columns = leading_columns();
  for (const auto& evidence : schema.evidence) columns.push_back({evidence.name, evidence.unit, evidence.description});
  if (schema.with_action_units) {
    for (auto& column : action_unit_columns()) columns.push_back(std::move(column));
  }
  std::unordered_set<std::string_view> names;
  for (const Column& column : columns) KIZASHI_CHECK(names.insert(column.name).second, "a column's name stands once");
  return columns;
}

void set_action_units(MeasuresRow& row, const observation::ActionUnitStates& states) {
  for (std::size_t idx = 0; idx < states.size(); ++idx) {
    row.presence_probabilities[idx].reset();
    if (states[idx]) row.presence_probabilities[idx] = states[idx]->presence_probability;
  }
  for (std::size_t i = 0; i < observation::two_sided_action_units.size(); ++i) {
    const auto& state = states[index_of(observation::two_sided_action_units[i])];
    row.side_intensities[2 * i] = state ? state->left_intensity : std::nullopt;
    row.side_intensities[2 * i + 1] = state ? state->right_intensity : std::nullopt;
  }
  const auto& lip_suck = states[index_of(observation::ActionUnit::AU28)];
  row.au28_intensity = lip_suck ? lip_suck->intensity : std::nullopt;
}

MeasuresWriter::MeasuresWriter(Sink sink, const MeasuresSchema& schema)
    : writer_(std::move(sink), names_of(measures_columns(schema))),
      evidence_count_(schema.evidence.size()),
      with_action_units_(schema.with_action_units) {}

base::Status MeasuresWriter::write(const MeasuresRow& row) {
  KIZASHI_CHECK(row.success || holds_nothing(row), "a failed frame holds no measurement");
  KIZASHI_CHECK(row.evidence.size() == evidence_count_ || (!row.success && row.evidence.empty()),
                "one value of evidence for each of its columns");
  KIZASHI_CHECK(with_action_units_ || !holds_action_units(row), "a file without action units cannot hold them");
  writer_.put_integer(row.frame_number).put_integer(row.face_id).put_fixed(row.timestamp_s, time_decimals);
  writer_.put_flag(row.success);
  put_quality(row.quality);
  writer_.put_shortest_float(row.picture_change);
  writer_.put_shortest_float(row.speech_probability);
  for (const auto& value : row.evidence) writer_.put_shortest_float(value);
  writer_.put_blanks(evidence_count_ - row.evidence.size());
  if (with_action_units_) put_action_units(row);
  return writer_.end_row();
}

void MeasuresWriter::put_quality(const std::optional<observation::FaceQuality>& quality) {
  if (!quality) {
    writer_.put_blanks(quality_end - quality_column);
    return;
  }
  for (const double value : values_of(*quality)) writer_.put_shortest_float(value);
}

void MeasuresWriter::put_action_units(const MeasuresRow& row) {
  writer_.put_shortest_float(row.au28_intensity);
  for (const auto& probability : row.presence_probabilities) writer_.put_shortest_float(probability);
  for (const auto& intensity : row.side_intensities) writer_.put_shortest_float(intensity);
}

base::Result<MeasuresReader> MeasuresReader::open(const std::filesystem::path& path) {
  auto reader = CsvReader::open(path);
  if (!reader.ok()) return reader.error();
  return of(*std::move(reader));
}

base::Result<MeasuresReader> MeasuresReader::of(CsvReader reader) {
  const auto& header = reader.header();
  const auto leading = names_of(leading_columns());
  if (header.size() < leading.size() || !std::equal(leading.begin(), leading.end(), header.begin())) {
    return base::Error{base::ErrorCode::invalid_table,
                       fmt::format("{}:1:1: not a measures file; its columns must begin with {}", reader.name(),
                                   fmt::join(leading, ", ")),
                       base::Position{}};
  }
  const auto units = names_of(action_unit_columns());
  const bool has_action_units =
      header.size() >= leading.size() + units.size() && std::equal(units.rbegin(), units.rend(), header.rbegin());
  return MeasuresReader(std::move(reader), has_action_units);
}

MeasuresReader::MeasuresReader(CsvReader reader, bool has_action_units)
    : reader_(std::move(reader)), has_action_units_(has_action_units) {
  const auto& header = reader_.header();
  const std::size_t end = header.size() - (has_action_units ? action_unit_column_count : 0);
  for (std::size_t column = evidence_column; column < end; ++column) evidence_names_.push_back(header[column]);
}

base::Result<std::optional<MeasuresRow>> MeasuresReader::next() {
  const auto more = reader_.next();
  if (!more.ok()) return more.error();
  if (!*more) return std::optional<MeasuresRow>();
  const auto facts = read_frame_facts(reader_, facts_columns);
  if (!facts.ok()) return facts.error();
  const auto picture_change = reader_.number_at(picture_change_column);
  if (!picture_change.ok()) return picture_change.error();
  const auto speech_probability = reader_.number_at(speech_column);
  if (!speech_probability.ok()) return speech_probability.error();
  MeasuresRow row;
  row.frame_number = facts->frame_number;
  row.face_id = facts->face_id;
  row.timestamp_s = facts->timestamp_s;
  row.success = facts->success;
  row.picture_change = *picture_change;
  row.speech_probability = *speech_probability;
  if (auto status = read_quality(row); !status.ok()) return status.error();
  if (auto status = read_evidence(row); !status.ok()) return status.error();
  if (auto status = read_action_units(row); !status.ok()) return status.error();
  if (auto status = expect_nothing(row); !status.ok()) return status.error();
  return std::optional(std::move(row));
}

base::Status MeasuresReader::read_quality(MeasuresRow& row) {
  std::array<std::optional<double>, quality_end - quality_column> values;
  for (std::size_t idx = 0; idx < values.size(); ++idx) {
    const auto number = reader_.number_at(quality_column + idx);
    if (!number.ok()) return number.error();
    values[idx] = *number;
    if (values[idx].has_value() != values[0].has_value()) {
      return reader_.error_at(quality_column + idx, "the measures of quality stand together or not at all");
    }
  }
  if (values[0]) row.quality = {*values[0], *values[1], *values[2], *values[3], *values[4]};
  return {};
}

base::Status MeasuresReader::read_evidence(MeasuresRow& row) {
  row.evidence.reserve(evidence_names_.size());
  for (std::size_t idx = 0; idx < evidence_names_.size(); ++idx) {
    const auto number = reader_.number_at(evidence_column + idx);
    if (!number.ok()) return number.error();
    row.evidence.push_back(*number);
  }
  return {};
}

base::Status MeasuresReader::read_action_units(MeasuresRow& row) {
  if (!has_action_units_) return {};
  const std::size_t begin = evidence_column + evidence_names_.size();
  const auto intensity = reader_.number_at(begin);
  if (!intensity.ok()) return intensity.error();
  row.au28_intensity = *intensity;
  for (std::size_t idx = 0; idx < row.presence_probabilities.size(); ++idx) {
    const auto probability = reader_.number_at(begin + 1 + idx);
    if (!probability.ok()) return probability.error();
    row.presence_probabilities[idx] = *probability;
  }
  return read_sides(row, begin + 1 + row.presence_probabilities.size());
}

base::Status MeasuresReader::read_sides(MeasuresRow& row, std::size_t begin) const {
  for (std::size_t idx = 0; idx < row.side_intensities.size(); ++idx) {
    const auto intensity = reader_.number_at(begin + idx);
    if (!intensity.ok()) return intensity.error();
    row.side_intensities[idx] = *intensity;
  }
  return {};
}

base::Status MeasuresReader::expect_nothing(const MeasuresRow& row) const {
  if (row.success || holds_nothing(row)) return {};
  return reader_.error_at(facts_columns.success, "is 0, yet the row holds measurements");
}

}  // namespace kizashi::table
