// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/cell_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "kizashi/table/utf8.h"

namespace kizashi::table {

namespace {

constexpr std::string_view blanks = " \t";

template <typename Number>
std::optional<Number> parsed(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string shown(std::string_view text) {
  constexpr std::size_t longest_shown = 40;
  const std::string_view start = text.substr(0, longest_shown);
  std::string visible(start.substr(0, valid_utf8_prefix_length(start)));
  std::replace_if(
      visible.begin(), visible.end(), [](char character) { return static_cast<unsigned char>(character) < 0x20; }, ' ');
  return text.size() > longest_shown ? visible + "..." : visible;
}

std::optional<double> finite_number(std::string_view text) {
  const auto number = parsed<double>(text);
  return number && std::isfinite(*number) ? number : std::nullopt;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  constexpr double exact_limit = 9007199254740992.0;  // 2^53
  if (const auto integer = parsed<std::int64_t>(text)) return integer;
  const auto number = finite_number(text);
  if (!number || *number != std::trunc(*number) || std::abs(*number) > exact_limit) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

}  // namespace kizashi::table
