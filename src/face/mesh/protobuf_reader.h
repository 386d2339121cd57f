// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace kizashi::face::mesh {

/// One field of a protobuf message (developers.google.com/protocol-buffers/docs/encoding).
struct ProtobufField {
  std::uint32_t number = 0;
  std::uint64_t varint = 0;          ///< of wire type 0
  std::optional<float> fixed32;      ///< of wire type 5
  std::span<const std::byte> bytes;  ///< of wire type 2: a message, a text or packed values
};

/// The fields of a message in their order; nothing where the bytes are no such message.
std::optional<std::vector<ProtobufField>> read_protobuf(std::span<const std::byte> message);

}  // namespace kizashi::face::mesh
