// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/unit_code.h"

#include <string>

namespace kizashi::table {

std::optional<observation::ActionUnit> unit_called(std::string_view name) {
  if (name.starts_with("AU") || name.starts_with("au") || name.starts_with("Au")) name.remove_prefix(2);
  std::string code(name);
  if (code.size() == 1) code.insert(0, "0");
  return observation::action_unit_of("AU" + code);
}

}  // namespace kizashi::table
