// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/load_action_unit_map.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace kizashi::pipeline {

namespace {

base::Error no_such_map(const std::string& name_or_file) {
  std::vector<std::string_view> names;
  for (const series::BuiltInMap& map : series::built_in_action_unit_maps()) names.push_back(map.name);
  return {base::ErrorCode::missing_file,
          fmt::format("{}: no such action unit map; give {} or a file", name_or_file, fmt::join(names, ", "))};
}

}  // namespace

base::Result<series::ActionUnitMap> load_action_unit_map(const std::string& name_or_file,
                                                         const std::vector<observation::EvidenceColumn>& columns) {
  for (const series::BuiltInMap& map : series::built_in_action_unit_maps()) {
    if (map.name != name_or_file) continue;
    return series::parse_action_unit_map(map.text, fmt::format("action unit map {}", map.name), columns);
  }
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(name_or_file, ignored)) return no_such_map(name_or_file);
  std::ifstream stream(name_or_file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) return base::Error{base::ErrorCode::unreadable_file, fmt::format("{}: cannot be read", name_or_file)};
  return series::parse_action_unit_map(text, name_or_file, columns);
}

}  // namespace kizashi::pipeline
