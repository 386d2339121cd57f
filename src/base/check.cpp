// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/check.h"

#include <fmt/format.h>

namespace kizashi::base {

void fail_check(std::string_view condition, std::string_view reason, const std::source_location& place) {
  throw ContractViolation(
      fmt::format("{}:{}: check failed: {} ({})", place.file_name(), place.line(), condition, reason));
}

}  // namespace kizashi::base
