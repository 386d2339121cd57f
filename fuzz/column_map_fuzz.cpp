// SPDX-License-Identifier: Apache-2.0
// No text breaks the reader of column maps; what it accepts has units, each once, numbers that can be scaled, and reads
// no table of another kind.
#include "kizashi/table/column_map.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/table/tool_table.h"

namespace {

using kizashi::table::ColumnMap;

void check_map(const ColumnMap& map) {
  KIZASHI_CHECK(!map.name.empty() && map.name.find('/') == std::string::npos, "a name that a folder can have");
  KIZASHI_CHECK(!map.units.empty(), "a map is about something");
  for (const ColumnMap::Scale& scale : {map.intensity, map.presence}) {
    KIZASHI_CHECK(std::isfinite(scale.factor) && scale.factor > 0.0, "a factor that keeps the order");
  }
  KIZASHI_CHECK(0.0 < map.present_from && map.present_from <= 1.0, "a share");
  KIZASHI_CHECK((map.person == ColumnMap::Person::table_name) != map.person_column.has_value(), "one way to a person");
  KIZASHI_CHECK((map.rows == ColumnMap::Rows::frames) == map.frame_column.has_value(), "frames are numbered");
  std::set<std::pair<std::string, kizashi::study::Measure>> seen;
  for (const ColumnMap::Unit& unit : map.units) {
    KIZASHI_CHECK(!unit.column.empty() && seen.emplace(unit.unit, unit.measure).second, "each once, from a column");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto map = kizashi::table::parse_column_map({reinterpret_cast<const char*>(data), size}, "fuzz");
  if (!map.ok()) {
    KIZASHI_CHECK(map.error().code == kizashi::base::ErrorCode::invalid_document, "the one error a text can have");
    return 0;
  }
  check_map(*map);
  int rejections = 0;
  const auto none = kizashi::table::read_tool_table_text("?\n1\n", "?", *map,
                                                         [&](const kizashi::table::Rejection&) { ++rejections; });
  KIZASHI_CHECK(none.ok() && none->empty(), "a table of one odd column says nothing about a face");
  KIZASHI_CHECK(rejections > 0, "and that is told");
  return 0;
}
