// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/change_state.h"

namespace kizashi::store {

RowNumbers::RowNumbers(Connection& connection, const char* all) {
  Query query(connection, all);
  while (query.next()) numbers_.emplace(query.text(0), query.integer(1));
}

std::optional<std::int64_t> RowNumbers::of(const std::string& text) const {
  const auto found = numbers_.find(text);
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

}  // namespace kizashi::store
