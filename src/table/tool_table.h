// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/study/clip.h"
#include "kizashi/study/measurement.h"
#include "kizashi/table/column_map.h"
#include "kizashi/table/rejection.h"

namespace kizashi::table {

/// What a tool's table says of one recording.
struct ToolMeasurement {
  study::ClipKey key;
  std::vector<std::size_t> rows;         ///< the lines on which its rows begin, rising
  std::vector<study::UnitValue> values;  ///< by unit and measure; empty where no frame was usable
  std::optional<std::string> note;       ///< a sentence that the user should read, without the person's id
  bool operator==(const ToolMeasurement&) const = default;
};

/// Reads another tool's table, by key. Every row that cannot be taken in is told to `reject` and left out; so is the
/// file as a whole where it lacks what the map must have. Of several faces in one recording the one with the most
/// usable frames counts, the first of them where they are equal. Fails with missing_file, unreadable_file or
/// empty_file.
base::Result<std::vector<ToolMeasurement>> read_tool_table(const std::filesystem::path& path, const ColumnMap& map,
                                                           const RejectionSink& reject);
/// The same from memory; `name` takes the place of the table's path.
base::Result<std::vector<ToolMeasurement>> read_tool_table_text(std::string text, const std::string& name,
                                                                const ColumnMap& map, const RejectionSink& reject);

}  // namespace kizashi::table
