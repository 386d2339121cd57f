// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "kizashi/base/result.h"
#include "kizashi/study/measurement.h"
#include "kizashi/table/column_map.h"

namespace kizashi::pipeline {

/// How another tool's tables are read, and as whose they are kept.
struct ToolReading {
  table::ColumnMap map;
  std::string text;  ///< of the map
  study::Origin origin = study::Origin::other_tool;
};

/// The name of the map that reads a folder of tables unless told otherwise.
inline constexpr const char* openface_columns = "openface";

/// A column map that the program carries, by name, or one from a file. Fails with missing_file, unreadable_file or
/// invalid_document.
base::Result<ToolReading> load_tool_reading(const std::string& name_or_file);

/// What the tool is called where it is an `other_tool`.
std::optional<std::string> tool_of(const ToolReading& reading);

/// The provenance line of a table of those bytes that was read so.
std::string provenance_of(const ToolReading& reading, const std::string& source_sha256);

}  // namespace kizashi::pipeline
