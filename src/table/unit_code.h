// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "kizashi/observation/action_unit.h"

namespace kizashi::table {

/// The action unit that a table calls `AU01`, `AU1` or `1`, in capitals or not; nothing for one the program does not
/// know.
std::optional<observation::ActionUnit> unit_called(std::string_view name);

}  // namespace kizashi::table
