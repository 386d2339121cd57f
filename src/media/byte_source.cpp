// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/byte_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace kizashi::media {

namespace {

using base::Error;
using base::ErrorCode;

Error system_failure(const std::string& name, int error_number) {
  const bool missing = error_number == ENOENT || error_number == ENOTDIR;
  if (missing) return {ErrorCode::missing_file, fmt::format("{}: no such file; check the path", name)};
  return {ErrorCode::unreadable_file,
          fmt::format("{}: cannot be read: {}; check its permissions and its disk", name, std::strerror(error_number))};
}

class FileSource final : public ByteSource {
 public:
  FileSource(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
  ~FileSource() override { close(descriptor_); }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  /// Takes the size once: a file that grows while it is read ends where it ended when it was opened.
  base::Status measure() {
    struct stat facts {};
    if (fstat(descriptor_, &facts) != 0) return system_failure(name_, errno);
    if (!S_ISREG(facts.st_mode)) {
      return Error{ErrorCode::unreadable_file, fmt::format("{}: is not a regular file; name a file", name_)};
    }
    size_bytes_ = facts.st_size;
    if (size_bytes_ == 0) {
      return Error{ErrorCode::empty_file, fmt::format("{}: is empty; record or copy it again", name_)};
    }
    return {};
  }

  base::Result<std::size_t> read(std::span<std::byte> into) override {
    const auto left = static_cast<std::size_t>(size_bytes_ - offset_);
    ssize_t count = 0;
    do {
      count = pread(descriptor_, into.data(), std::min(into.size(), left), offset_);
    } while (count < 0 && errno == EINTR);
    if (count < 0) return system_failure(name_, errno);
    offset_ += count;
    return static_cast<std::size_t>(count);
  }

  base::Status seek(std::int64_t offset) override {
    KIZASHI_CHECK(offset >= 0 && offset <= size_bytes_, "a place outside the file");
    offset_ = offset;
    return {};
  }

  [[nodiscard]] std::int64_t size_bytes() const override { return size_bytes_; }
  [[nodiscard]] const std::string& name() const override { return name_; }

 private:
  int descriptor_;
  std::string name_;
  std::int64_t size_bytes_ = 0;
  std::int64_t offset_ = 0;
};

class MemorySource final : public ByteSource {
 public:
  MemorySource(std::vector<std::byte> bytes, std::string name) : bytes_(std::move(bytes)), name_(std::move(name)) {}

  base::Result<std::size_t> read(std::span<std::byte> into) override {
    const std::size_t count = std::min(into.size(), bytes_.size() - offset_);
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(offset_), count, into.begin());
    offset_ += count;
    return count;
  }

  base::Status seek(std::int64_t offset) override {
    KIZASHI_CHECK(offset >= 0 && offset <= size_bytes(), "a place outside the bytes");
    offset_ = static_cast<std::size_t>(offset);
    return {};
  }

  [[nodiscard]] std::int64_t size_bytes() const override { return static_cast<std::int64_t>(bytes_.size()); }
  [[nodiscard]] const std::string& name() const override { return name_; }

 private:
  std::vector<std::byte> bytes_;
  std::string name_;
  std::size_t offset_ = 0;
};

}  // namespace

base::Result<std::unique_ptr<ByteSource>> open_file(const std::filesystem::path& path) {
  const int descriptor =
      open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // a pipe without a writer must not block
  if (descriptor < 0) return system_failure(path.string(), errno);
  auto source = std::make_unique<FileSource>(descriptor, path.string());
  if (auto measured = source->measure(); !measured.ok()) return measured.error();
  return std::unique_ptr<ByteSource>(std::move(source));
}

base::Result<std::unique_ptr<ByteSource>> open_memory(std::vector<std::byte> bytes, std::string name) {
  if (bytes.empty()) return Error{ErrorCode::empty_file, fmt::format("{}: is empty; record or copy it again", name)};
  return std::unique_ptr<ByteSource>(std::make_unique<MemorySource>(std::move(bytes), std::move(name)));
}

}  // namespace kizashi::media
