// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>

#include "kizashi/base/result.h"

namespace kizashi::base {

/// A file written aside and renamed when whole, so that no reader ever sees half of it. Dropped without commit(), it
/// leaves nothing.
class AtomicFile {
 public:
  /// Opens `.NAME.partial-PID` beside `path`. Fails with output_unwritable or disk_full.
  static Result<AtomicFile> create(const std::filesystem::path& path);

  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&& other) noexcept;
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();

  /// Appends bytes. Fails with disk_full or output_unwritable.
  Status write(std::string_view bytes);
  /// Hands buffered bytes to the system, so that a second reader of partial_path() sees them.
  Status flush();
  /// Syncs, closes and renames to the final name; the object is spent afterwards.
  Status commit();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] const std::filesystem::path& partial_path() const { return partial_path_; }

 private:
  AtomicFile(std::filesystem::path path, std::filesystem::path partial_path, std::FILE* stream);
  void discard() noexcept;
  [[nodiscard]] Error failure(int error_number) const;

  std::filesystem::path path_;
  std::filesystem::path partial_path_;
  std::FILE* stream_;
};

}  // namespace kizashi::base
