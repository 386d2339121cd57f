// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/protobuf_reader.h"

#include <bit>

namespace kizashi::face::mesh {

namespace {

enum WireType : std::uint32_t { varint_type = 0, fixed64_type = 1, delimited_type = 2, fixed32_type = 5 };

/// Takes values off the front of the bytes; any read past their end marks the cursor as spent.
class Cursor {
 public:
  explicit Cursor(std::span<const std::byte> bytes) : bytes_(bytes) {}
  [[nodiscard]] bool at_end() const { return bytes_.empty(); }
  [[nodiscard]] bool failed() const { return failed_; }

  std::span<const std::byte> take(std::uint64_t count) {
    if (count > bytes_.size()) {
      failed_ = true;
      bytes_ = {};
      return {};
    }
    const auto taken = bytes_.first(static_cast<std::size_t>(count));
    bytes_ = bytes_.subspan(taken.size());
    return taken;
  }

  std::uint64_t take_varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto piece = take(1);
      if (piece.empty()) return 0;
      value |= (std::to_integer<std::uint64_t>(piece[0]) & 0x7FU) << shift;
      if ((piece[0] & std::byte{0x80}) == std::byte{0}) return value;
    }
    failed_ = true;
    return 0;
  }

 private:
  std::span<const std::byte> bytes_;
  bool failed_ = false;
};

float float_of(std::span<const std::byte> four) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < 4; ++i) bits |= std::to_integer<std::uint32_t>(four[i]) << (8 * i);
  return std::bit_cast<float>(bits);
}

bool read_value(Cursor& cursor, std::uint32_t wire_type, ProtobufField& field) {
  switch (wire_type) {
    case varint_type:
      field.varint = cursor.take_varint();
      return !cursor.failed();
    case fixed64_type:
      cursor.take(8);
      return !cursor.failed();
    case delimited_type:
      field.bytes = cursor.take(cursor.take_varint());
      return !cursor.failed();
    case fixed32_type: {
      const auto four = cursor.take(4);
      if (!four.empty()) field.fixed32 = float_of(four);
      return !cursor.failed();
    }
    default:
      return false;
  }
}

}  // namespace

std::optional<std::vector<ProtobufField>> read_protobuf(std::span<const std::byte> message) {
  std::vector<ProtobufField> fields;
  Cursor cursor(message);
  while (!cursor.at_end()) {
    const std::uint64_t key = cursor.take_varint();
    ProtobufField field;
    field.number = static_cast<std::uint32_t>(key >> 3U);
    if (cursor.failed() || !read_value(cursor, static_cast<std::uint32_t>(key & 7U), field)) return std::nullopt;
    fields.push_back(field);
  }
  return fields;
}

}  // namespace kizashi::face::mesh
