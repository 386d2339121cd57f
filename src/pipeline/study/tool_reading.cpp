// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/tool_reading.h"

#include <utility>
#include <vector>

#include "kizashi/pipeline/study/named_text.h"
#include "kizashi/pipeline/study/tool_provenance.h"

namespace kizashi::pipeline {

base::Result<ToolReading> load_tool_reading(const std::string& name_or_file) {
  std::vector<NamedText> carried;
  for (const table::BuiltInColumnMap& map : table::built_in_column_maps()) carried.push_back({map.name, map.text});
  auto text = read_named_text(name_or_file, carried, "column map");
  if (!text.ok()) return text.error();
  auto map = table::parse_column_map(*text, name_or_file);
  if (!map.ok()) return map.error();
  const auto origin = name_or_file == openface_columns ? study::Origin::openface_csv : study::Origin::other_tool;
  return ToolReading{*std::move(map), *std::move(text), origin};
}

std::optional<std::string> tool_of(const ToolReading& reading) {
  return reading.origin == study::Origin::other_tool ? std::optional(reading.map.name) : std::nullopt;
}

std::string provenance_of(const ToolReading& reading, const std::string& source_sha256) {
  if (reading.origin == study::Origin::openface_csv) return openface_provenance(source_sha256);
  return provenance_of({reading.map.name, reading.text, source_sha256});
}

}  // namespace kizashi::pipeline
