// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace kizashi::table {

/// Length in bytes of the longest prefix that is valid UTF-8 (RFC 3629: no overlong forms, no surrogates, at most
/// U+10FFFF).
std::size_t valid_utf8_prefix_length(std::string_view text);

}  // namespace kizashi::table
