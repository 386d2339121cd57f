// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/pipeline/study/importing.h"
#include "kizashi/study/measurement.h"

namespace kizashi::pipeline {

/// Collects the numbers of a table person by person, and then takes them in as one measurement each.
class CollectedValues {
 public:
  void add(const study::ClipKey& key, const study::UnitValue& value) { values_of_[key].push_back(value); }
  /// Fails as changing the study does.
  base::Status take_in(Importing& importing) &&;

 private:
  std::map<study::ClipKey, std::vector<study::UnitValue>> values_of_;
};

/// Takes in a tidy table of action units. Fails as opening the table and changing the study do.
base::Status import_unit_values(const std::filesystem::path& table, Importing& importing);

}  // namespace kizashi::pipeline
