// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/column.h"

namespace kizashi::table {

std::vector<std::string> names_of(const std::vector<Column>& columns) {
  std::vector<std::string> names;
  names.reserve(columns.size());
  for (const Column& column : columns) names.push_back(column.name);
  return names;
}

}  // namespace kizashi::table
