// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "kizashi/base/result.h"

namespace kizashi::media {

/// Where a clip's bytes come from: a file, or memory, so that a sealed clip is never unpacked to disk.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Reads up to `into.size()` bytes from the current place; 0 at the end. Fails with unreadable_file.
  virtual base::Result<std::size_t> read(std::span<std::byte> into) = 0;
  /// Moves to an absolute place, 0 <= offset <= size_bytes().
  virtual base::Status seek(std::int64_t offset) = 0;
  [[nodiscard]] virtual std::int64_t size_bytes() const = 0;
  /// What messages call it, usually the path.
  [[nodiscard]] virtual const std::string& name() const = 0;
};

/// Fails with missing_file, unreadable_file (also for a folder) or empty_file.
base::Result<std::unique_ptr<ByteSource>> open_file(const std::filesystem::path& path);

/// Owns the bytes. Fails with empty_file.
base::Result<std::unique_ptr<ByteSource>> open_memory(std::vector<std::byte> bytes, std::string name);

}  // namespace kizashi::media
