// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kizashi::table {

/// A cell's content without the spaces and tabs at its ends.
std::string_view trimmed(std::string_view text);

/// A cell's content for a message: at most 40 bytes, on one line.
std::string shown(std::string_view text);

/// The finite decimal number that the text is, in full and without blanks; nothing for anything else.
std::optional<double> finite_number(std::string_view text);

/// The same for whole numbers, which some programs write as 3.0.
std::optional<std::int64_t> whole_number(std::string_view text);

}  // namespace kizashi::table
