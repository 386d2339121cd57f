// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace kizashi::table {

/// What a column of a table means; the sidecar's dictionary is made of these.
struct Column {
  std::string name;
  std::string unit;  ///< "1" where there is none
  std::string description;
};

std::vector<std::string> names_of(const std::vector<Column>& columns);

}  // namespace kizashi::table
