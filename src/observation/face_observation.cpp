// SPDX-License-Identifier: Apache-2.0
#include "kizashi/observation/face_observation.h"

#include <algorithm>

namespace kizashi::observation {

std::optional<std::size_t> place_of(std::string_view name, const std::vector<EvidenceColumn>& columns) {
  const auto found = std::ranges::find(columns, name, &EvidenceColumn::name);
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

}  // namespace kizashi::observation
