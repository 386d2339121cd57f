// SPDX-License-Identifier: Apache-2.0
// No text breaks the reader of other tools' tables, whatever the map; what it takes in are numbers of their measure,
// once for each recording, and each row belongs to one recording.
#include "kizashi/table/tool_table.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "kizashi/base/check.h"
#include "kizashi/table/column_map.h"
#include "kizashi/table/unit_values_csv.h"

namespace {

using kizashi::table::ColumnMap;
using kizashi::table::ToolMeasurement;

/// One row a person, and percentages: what no built-in map has.
constexpr const char* coders = R"({"schema": 1, "name": "coders", "rows": "people",
  "person": {"from": "id_column", "column": "who", "session_column": "visit"}, "intensity": {"factor": 0.05},
  "presence": {"outside": "clamp"}, "units": [{"column": "smile", "unit": "AU12", "measure": "intensity"},
  {"column": "smiles", "unit": "AU12", "measure": "presence"}]})";

std::vector<ColumnMap> read_maps() {
  std::vector<ColumnMap> maps{*kizashi::table::parse_column_map(coders, "coders")};
  for (const auto& map : kizashi::table::built_in_column_maps()) {
    maps.push_back(*kizashi::table::parse_column_map(map.text, map.name));
  }
  return maps;
}

void check_measurement(const ToolMeasurement& measurement) {
  KIZASHI_CHECK(!measurement.rows.empty(), "it stands somewhere");
  for (std::size_t idx = 0; idx < measurement.values.size(); ++idx) {
    const auto& value = measurement.values[idx];
    KIZASHI_CHECK(0.0 <= value.value && value.value <= kizashi::table::highest_value(value.measure), "of its measure");
    if (idx == 0) continue;
    const auto& before = measurement.values[idx - 1];
    KIZASHI_CHECK(std::tie(before.unit, before.measure) < std::tie(value.unit, value.measure), "each once, in order");
  }
}

void check_table(const std::string& text, const ColumnMap& map) {
  const auto read = kizashi::table::read_tool_table_text(
      text, "p01_ses-2.csv", map,
      [](const kizashi::table::Rejection& rejection) { KIZASHI_CHECK(!rejection.reason.empty(), "it says why"); });
  if (!read.ok()) {
    KIZASHI_CHECK(read.error().code == kizashi::base::ErrorCode::empty_file, "the one error a text can have");
    return;
  }
  std::set<kizashi::study::ClipKey> seen;
  std::size_t rows = 0;
  for (const ToolMeasurement& measurement : *read) {
    KIZASHI_CHECK(seen.insert(measurement.key).second, "a recording once");
    check_measurement(measurement);
    rows += measurement.rows.size();
  }
  std::set<std::size_t> lines;
  for (const ToolMeasurement& measurement : *read) lines.insert(measurement.rows.begin(), measurement.rows.end());
  KIZASHI_CHECK(lines.size() == rows, "a row belongs to one recording");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<ColumnMap> maps = read_maps();
  const std::string text(data, data + size);
  for (const ColumnMap& map : maps) check_table(text, map);
  return 0;
}
