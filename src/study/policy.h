// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/study/deployment.h"

namespace kizashi::study {

inline constexpr std::size_t action_count = 6;

/// What holds for a setting at some places.
struct PolicyRow {
  std::optional<Setting> setting;  ///< nothing: of studies without one
  std::vector<Place> places;
  std::array<Permission, action_count> permissions;  ///< in the order of Action
};

/// The table of data/policy/policy.json. The first row of a setting is its strictest.
struct Policy {
  std::vector<PolicyRow> rows;
};

/// Reads a policy. Fails with invalid_document, also where some setting and place have no row or two.
base::Result<Policy> parse_policy(std::string_view text, std::string_view name);

const Policy& built_in_policy();

/// The row that holds; without a place the setting's first.
const PolicyRow& row_for(const Policy& policy, std::optional<Setting> setting, std::optional<Place> place);

}  // namespace kizashi::study
