// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/study/measurement.h"

namespace kizashi::pipeline {

/// Where a table of another tool came from, and how it was read.
struct ToolProvenance {
  std::string map_name;
  std::string map_text;  ///< the column map, JSON
  std::string source_sha256;
};

/// The provenance line of an Origin::other_tool.
std::string provenance_of(const ToolProvenance& tool);
/// The way back. Fails with invalid_document.
base::Result<ToolProvenance> tool_provenance_of(const std::string& provenance);

/// The provenance line of an Origin::openface_csv.
std::string openface_provenance(const std::string& source_sha256);

/// The provenance line of an Origin::values, by the numbers alone: the same ones from another file are the same.
std::string values_provenance(const std::vector<study::UnitValue>& values);

}  // namespace kizashi::pipeline
