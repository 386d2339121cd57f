// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace kizashi::base {

/// Bytes as base64 with padding (RFC 4648, section 4), as `data:` addresses hold them.
std::string base64_of(std::span<const std::byte> bytes);

}  // namespace kizashi::base
