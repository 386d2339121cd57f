// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/unit_values_csv.h"

#include <fmt/format.h>

#include "kizashi/table/cell_text.h"
#include "kizashi/table/unit_code.h"

namespace kizashi::table {

base::Result<UnitValuesReader> UnitValuesReader::open(const std::filesystem::path& path) {
  auto table = StudyTable::open(path, unit_values_columns());
  if (!table.ok()) return table.error();
  return UnitValuesReader(*std::move(table));
}

base::Result<UnitValuesReader> UnitValuesReader::of_text(std::string text, std::string name) {
  auto table = StudyTable::of_text(std::move(text), std::move(name), unit_values_columns());
  if (!table.ok()) return table.error();
  return UnitValuesReader(*std::move(table));
}

UnitValuesReader::UnitValuesReader(StudyTable table)
    : table_(std::move(table)),
      participant_(table_.column_of("participant_id")),
      au_(table_.column_of("au")),
      measure_(table_.column_of("measure")),
      value_(table_.column_of("value")),
      session_(table_.column_of("session")) {}

base::Result<std::optional<Located<UnitValueRow>>> UnitValuesReader::next(const RejectionSink& reject) {
  return next_row<UnitValueRow>(table_, reject, [this] { return read_row(); });
}

std::optional<UnitValueRow> UnitValuesReader::read_row() {
  auto participant = table_.person_at(participant_);
  if (!participant) return std::nullopt;
  UnitValueRow row{*std::move(participant), table_.ordinal_at(session_), {}};
  row.value.unit = unit();
  row.value.measure = measure();
  row.value.value = value(row.value.measure);
  if (!table_.is_faulty()) check_new(row);
  return row;
}

void UnitValuesReader::check_new(const UnitValueRow& row) {
  Key key{row.participant, row.session, row.value.unit, row.value.measure};
  const auto [first, is_new] = line_of_key_.emplace(std::move(key), table_.line());
  if (is_new) return;
  table_.fault(
      au_, fmt::format("line {} has the same person, session, unit and measure; take one of them out", first->second));
}

std::string UnitValuesReader::unit() {
  const std::string_view name = table_.text_at(au_);
  const auto unit = unit_called(name);
  if (unit) return std::string(code_of(*unit));
  std::vector<std::string_view> codes;
  codes.reserve(observation::all_action_units.size());
  for (const auto known : observation::all_action_units) codes.push_back(code_of(known));
  table_.fault(au_, fmt::format("\"{}\" is no action unit of this program, which has {}; take the row out, or write "
                                "one of these",
                                shown(name), fmt::join(codes, ", ")));
  return {};
}

study::Measure UnitValuesReader::measure() {
  const std::string_view word = table_.text_at(measure_);
  const auto measure = study::measure_of(word);
  if (!measure) table_.fault(measure_, fmt::format("\"{}\" is no measure; write presence or intensity", shown(word)));
  return measure.value_or(study::Measure::presence);
}

double UnitValuesReader::value(study::Measure measure) {
  const auto value = table_.number_at(value_);
  if (table_.is_faulty()) return 0.0;
  if (!value) {
    table_.fault(value_, "a value is missing; write its number, or take the row out");
    return 0.0;
  }
  if (*value < 0.0 || highest_value(measure) < *value) {
    table_.fault(value_, fmt::format("{} is outside 0 to {}, the range of {}", *value, highest_value(measure),
                                     measure == study::Measure::intensity ? "an intensity" : "a presence"));
  }
  return *value;
}

}  // namespace kizashi::table
