// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

#include "kizashi/base/atomic_file.h"
#include "kizashi/base/result.h"
#include "kizashi/media/av_handles.h"

namespace kizashi::media {

/// A file that libavformat writes and rewrites in places, beside its final name until commit(). Dropped without it, it
/// leaves nothing.
class AvOutput {
 public:
  /// Fails with output_unwritable or disk_full.
  static base::Result<AvOutput> create(const std::filesystem::path& path);

  [[nodiscard]] AVIOContext* io() const { return io_.get(); }
  /// Why a write failed; nothing while none has.
  [[nodiscard]] std::optional<base::Error> failure() const;
  /// Syncs and renames; the object is spent afterwards.
  base::Status commit();

 private:
  struct CloseStream {
    void operator()(std::FILE* stream) const { std::fclose(stream); }
  };
  /// What libav's callbacks see; it stays where it is while AvOutput moves.
  struct Bytes {
    std::unique_ptr<std::FILE, CloseStream> stream;
    int error_number = 0;
  };
  explicit AvOutput(base::AtomicFile file) : file_(std::move(file)) {}
  static int write_bytes(void* opaque, std::uint8_t* bytes, int size);
  static std::int64_t seek_bytes(void* opaque, std::int64_t offset, int whence);
  [[nodiscard]] base::Error error_of(int error_number) const;

  base::AtomicFile file_;
  std::unique_ptr<Bytes> bytes_;
  AvHandle<AVIOContext> io_;
};

}  // namespace kizashi::media
