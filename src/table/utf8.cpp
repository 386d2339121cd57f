// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/utf8.h"

#include <cstdint>

namespace kizashi::table {

namespace {

using Byte = std::uint8_t;

/// What a leading byte promises: the number of bytes, and the range of the second one (RFC 3629, section 4).
struct Sequence {
  std::size_t length;
  Byte second_low = 0x80;
  Byte second_high = 0xBF;
};

Sequence sequence_of(Byte leading) {
  if (leading < 0x80) return {1};
  if (leading < 0xC2) return {0};
  if (leading < 0xE0) return {2};
  if (leading == 0xE0) return {3, 0xA0, 0xBF};
  if (leading == 0xED) return {3, 0x80, 0x9F};
  if (leading < 0xF0) return {3};
  if (leading == 0xF0) return {4, 0x90, 0xBF};
  if (leading < 0xF4) return {4};
  if (leading == 0xF4) return {4, 0x80, 0x8F};
  return {0};
}

bool within(Byte byte, Byte low, Byte high) { return low <= byte && byte <= high; }

bool is_valid(std::string_view bytes, const Sequence& sequence) {
  if (sequence.length == 0 || bytes.size() < sequence.length) return false;
  if (sequence.length > 1 && !within(static_cast<Byte>(bytes[1]), sequence.second_low, sequence.second_high))
    return false;
  for (std::size_t idx = 2; idx < sequence.length; ++idx) {
    if (!within(static_cast<Byte>(bytes[idx]), 0x80, 0xBF)) return false;
  }
  return true;
}

}  // namespace

std::size_t valid_utf8_prefix_length(std::string_view text) {
  std::size_t offset = 0;
  while (offset < text.size()) {
    const auto leading = static_cast<Byte>(text[offset]);
    if (leading < 0x80) {
      ++offset;
      continue;
    }
    const Sequence sequence = sequence_of(leading);
    if (!is_valid(text.substr(offset), sequence)) return offset;
    offset += sequence.length;
  }
  return offset;
}

}  // namespace kizashi::table
