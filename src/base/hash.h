// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "kizashi/base/result.h"

namespace kizashi::base {

/// SHA-256 (FIPS 180-4) of bytes that arrive in pieces.
class Sha256 {
 public:
  Sha256();
  void update(std::span<const std::byte> bytes);
  /// The digest as 64 lower-case hexadecimal digits; the object is spent afterwards.
  std::string finish();

 private:
  alignas(64) std::array<std::byte, 128> state_;
};

/// SHA-256 of a text as 64 lower-case hexadecimal digits.
std::string sha256_of(std::string_view text);

/// 32 bytes: a digest of BLAKE2b, or a key for one.
using Bytes32 = std::array<std::byte, 32>;

/// BLAKE2b (RFC 7693) with a digest of 32 bytes and no key.
Bytes32 blake2b_of(std::string_view text);

/// BLAKE2b of a text under a key, as 64 lower-case hexadecimal digits: without the key nobody can tell which text it
/// is.
std::string keyed_hash_of(std::string_view text, const Bytes32& key);

/// From the system's source of randomness.
Bytes32 random_bytes32();

/// SHA-256 of a file's bytes. Fails with missing_file or unreadable_file.
Result<std::string> sha256_of_file(const std::filesystem::path& path);

}  // namespace kizashi::base
