// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/pipeline/study/importing.h"
#include "kizashi/pipeline/study/tool_reading.h"
#include "kizashi/study/clip.h"
#include "kizashi/study/measurement.h"
#include "kizashi/table/tool_table.h"

namespace kizashi::pipeline {

/// Takes in what another tool measured. Each recording's rows are kept beside its values: as the table stands where it
/// is about one recording, cut out of it where it is about several.
class ToolTablesImport {
 public:
  explicit ToolTablesImport(Importing& importing) : importing_(importing) {}

  /// A table, or every .csv of a folder. What cannot be taken in is told to the import; fails as reading the files and
  /// changing the study do.
  base::Status take_in(const std::filesystem::path& path, const ToolReading& reading);

 private:
  using Path = std::filesystem::path;
  using Measurements = std::vector<table::ToolMeasurement>;

  base::Status take_in_folder(const Path& folder, const ToolReading& reading);
  base::Status take_in_table(const Path& table, const ToolReading& reading);
  void check(const Path& table, const ToolReading& reading, const Measurements& measurements);
  base::Status add_parts(const Path& table, const ToolReading& reading, const Measurements& measurements);
  base::Status add(const Path& source, const ToolReading& reading, const table::ToolMeasurement& measurement);
  void reject_file(const Path& file, std::string reason);

  Importing& importing_;
  /// Of what this import took in already: by tool, none for OpenFace, and recording.
  std::map<std::pair<std::optional<std::string>, study::ClipKey>, Path> table_of_;
};

}  // namespace kizashi::pipeline
