// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/measurement_error.h"

#include <fmt/format.h>

#include "kizashi/document/field.h"

namespace kizashi::series {

namespace embedded {
std::string_view mesh_default_measurement_error();
}  // namespace embedded

namespace {

constexpr std::int64_t schema = 1;
constexpr double largest_error = 5.0;  // intensities end there

BaselineMode baseline_at(const document::Field& field) {
  constexpr std::array modes{BaselineMode::none, BaselineMode::clip, BaselineMode::running, BaselineMode::recorded};
  std::vector<std::string_view> words;
  for (const BaselineMode mode : modes) words.push_back(word_of(mode));
  return modes.at(field.one_of(words));
}

UnitError unit_error_at(const document::Field& field) {
  return {field["clip_mean"].number_in(0.0, largest_error), field["present_share"].number_in(0.0, 1.0)};
}

}  // namespace

base::Result<MeasurementError> parse_measurement_error(std::string_view text, std::string_view name) {
  const auto value = document::parse(text, name);
  if (!value.ok()) return value.error();
  document::Mistakes mistakes{std::string(name)};
  const document::Field root(*value, mistakes);
  root.expect_only({"schema", "engine", "baseline", "action_unit_map", "clips", "conditions", "units"});
  static_cast<void>(root["schema"].integer_in(schema, schema));
  MeasurementError error;
  error.measured_with = {root["engine"].text(), root["action_unit_map"]["sha256"].text(),
                         baseline_at(root["baseline"])};
  error.clips = root["clips"].integer_in(2, 1'000'000);
  for (const document::Field& item : root["conditions"].items()) error.conditions.push_back(item.text());
  for (const observation::ActionUnit unit : observation::all_action_units) {
    error.units.at(index_of(unit)) = unit_error_at(root["units"][observation::code_of(unit)]);
  }
  if (const auto status = mistakes.status(); !status.ok()) return status.error();
  return error;
}

std::string_view built_in_measurement_error() { return embedded::mesh_default_measurement_error(); }

std::optional<std::string> why_unknown(const MeasurementError& error, const MeasuredWith& values) {
  const MeasuredWith& known = error.measured_with;
  if (values.engine != known.engine) return fmt::format("measured for the engine {} alone", known.engine);
  if (values.action_unit_map_sha256 != known.action_unit_map_sha256) {
    return fmt::format("measured for the action unit map with sha256 {} alone", known.action_unit_map_sha256);
  }
  if (values.baseline != known.baseline) {
    return fmt::format("measured for the baseline {} alone", word_of(known.baseline));
  }
  return std::nullopt;
}

}  // namespace kizashi::series
