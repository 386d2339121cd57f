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

/// SHA-256 of a file's bytes. Fails with missing_file or unreadable_file.
Result<std::string> sha256_of_file(const std::filesystem::path& path);

}  // namespace kizashi::base
