// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/series/action_unit_map.h"

namespace kizashi::pipeline {

/// The map of that name which the program ships, or else the map in that file. Fails with missing_file (naming the maps
/// there are), unreadable_file or invalid_document.
base::Result<series::ActionUnitMap> load_action_unit_map(const std::string& name_or_file,
                                                         const std::vector<observation::EvidenceColumn>& columns);

}  // namespace kizashi::pipeline
