// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace kizashi::base {

/// Now, in UTC to the second, as ISO 8601 writes it: `2026-11-23T14:05:09Z`.
std::string utc_now();

}  // namespace kizashi::base
