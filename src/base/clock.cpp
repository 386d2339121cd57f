// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/clock.h"

#include <fmt/chrono.h>

#include <chrono>

namespace kizashi::base {

std::string utc_now() {
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

}  // namespace kizashi::base
