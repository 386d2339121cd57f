// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/protobuf_reader.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace kizashi::face::mesh {
namespace {

std::vector<std::byte> bytes_of(std::initializer_list<int> values) {
  std::vector<std::byte> bytes;
  for (const int value : values) bytes.push_back(static_cast<std::byte>(value));
  return bytes;
}

TEST(ReadProtobuf, ReadsNumbersFloatsAndTexts) {
  // Field 1: varint 150; field 2: the text "hi"; field 3: the float 1.0.
  const auto message = bytes_of({0x08, 0x96, 0x01, 0x12, 0x02, 'h', 'i', 0x1D, 0x00, 0x00, 0x80, 0x3F});
  const auto fields = read_protobuf(message);
  ASSERT_TRUE(fields.has_value());
  ASSERT_EQ(fields->size(), 3U);
  EXPECT_EQ((*fields)[0].varint, 150U);
  EXPECT_EQ((*fields)[1].bytes.size(), 2U);
  EXPECT_FLOAT_EQ((*fields)[2].fixed32.value(), 1.0F);
}

TEST(ReadProtobuf, RefusesAMessageCutOffAnywhere) {
  const auto message = bytes_of({0x08, 0x96, 0x01, 0x12, 0x02, 'h', 'i', 0x1D, 0x00, 0x00, 0x80, 0x3F});
  for (const std::size_t length : {1U, 2U, 4U, 6U, 8U, 11U}) {
    EXPECT_FALSE(read_protobuf(std::span(message).first(length)).has_value()) << length;
  }
}

TEST(ReadProtobuf, RefusesGroupsAndEndlessNumbers) {
  EXPECT_FALSE(read_protobuf(bytes_of({0x0B})).has_value());
  EXPECT_FALSE(read_protobuf(std::vector<std::byte>(12, std::byte{0xFF})).has_value());
}

}  // namespace
}  // namespace kizashi::face::mesh
