// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace kizashi::study {

/// The words of an enumeration in the order of its values, which count from 0.
template <typename Enum, std::size_t Count>
struct Words {
  std::array<std::string_view, Count> words;

  [[nodiscard]] constexpr std::string_view of(Enum value) const { return words.at(static_cast<std::size_t>(value)); }
  [[nodiscard]] constexpr std::optional<Enum> value_of(std::string_view word) const {
    for (std::size_t i = 0; i < Count; ++i) {
      if (words[i] == word) return static_cast<Enum>(i);
    }
    return std::nullopt;
  }
};

}  // namespace kizashi::study
