// SPDX-License-Identifier: Apache-2.0
#include "kizashi/store/row_bytes.h"

#include <bit>

namespace kizashi::store {

namespace {

constexpr char absent = 0;
constexpr char present = 1;

}  // namespace

RowBytes& RowBytes::integer(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  // Low byte first on every machine.
  for (unsigned shift = 0; shift < 64; shift += 8) bytes_.push_back(static_cast<char>((bits >> shift) & 0xFFU));
  return *this;
}

// SQLite gives a stored -0.0 back as 0.0.
RowBytes& RowBytes::real(double value) { return integer(std::bit_cast<std::int64_t>(value == 0.0 ? 0.0 : value)); }

RowBytes& RowBytes::text(std::string_view value) {
  integer(static_cast<std::int64_t>(value.size()));
  bytes_.append(value);
  return *this;
}

RowBytes& RowBytes::optional_text(const std::optional<std::string>& value) {
  bytes_.push_back(value ? present : absent);
  return value ? text(*value) : *this;
}

RowBytes& RowBytes::optional_integer(const std::optional<std::int64_t>& value) {
  bytes_.push_back(value ? present : absent);
  return value ? integer(*value) : *this;
}

RowBytes& RowBytes::optional_real(const std::optional<double>& value) {
  bytes_.push_back(value ? present : absent);
  return value ? real(*value) : *this;
}

}  // namespace kizashi::store
