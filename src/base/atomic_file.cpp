// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/atomic_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace kizashi::base {

Result<AtomicFile> AtomicFile::create(const std::filesystem::path& path) {
  const auto partial_path =
      path.parent_path() / fmt::format(".{}.partial-{}", path.filename().string(), static_cast<long>(getpid()));
  std::FILE* stream = std::fopen(partial_path.c_str(), "wb");
  const int error_number = errno;
  AtomicFile file(path, partial_path, stream);
  if (stream == nullptr) return file.failure(error_number);
  return file;
}

AtomicFile::AtomicFile(std::filesystem::path path, std::filesystem::path partial_path, std::FILE* stream)
    : path_(std::move(path)), partial_path_(std::move(partial_path)), stream_(stream) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)),
      partial_path_(std::move(other.partial_path_)),
      stream_(std::exchange(other.stream_, nullptr)) {}

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept {
  if (this != &other) {
    discard();
    path_ = std::move(other.path_);
    partial_path_ = std::move(other.partial_path_);
    stream_ = std::exchange(other.stream_, nullptr);
  }
  return *this;
}

AtomicFile::~AtomicFile() { discard(); }

void AtomicFile::discard() noexcept {
  if (stream_ == nullptr) return;
  std::fclose(std::exchange(stream_, nullptr));
  std::error_code ignored;
  std::filesystem::remove(partial_path_, ignored);
}

Error AtomicFile::failure(int error_number) const {
  const bool full = error_number == ENOSPC || error_number == EDQUOT;
  return Error{full ? ErrorCode::disk_full : ErrorCode::output_unwritable,
               fmt::format("{}: cannot be written: {}{}", path_.string(), std::strerror(error_number),
                           full ? "; free some space or choose another --out" : "")};
}

Status AtomicFile::write(std::string_view bytes) {
  KIZASHI_CHECK(stream_ != nullptr, "a file that was committed or moved from");
  if (std::fwrite(bytes.data(), 1, bytes.size(), stream_) != bytes.size()) return failure(errno);
  return {};
}

Status AtomicFile::flush() {
  KIZASHI_CHECK(stream_ != nullptr, "a file that was committed or moved from");
  if (std::fflush(stream_) != 0) return failure(errno);
  return {};
}

Status AtomicFile::commit() {
  if (auto flushed = flush(); !flushed.ok()) return flushed;
  if (fsync(fileno(stream_)) != 0) return failure(errno);
  if (std::rename(partial_path_.c_str(), path_.c_str()) != 0) return failure(errno);
  if (std::fclose(std::exchange(stream_, nullptr)) != 0) return failure(errno);
  return {};
}

}  // namespace kizashi::base
