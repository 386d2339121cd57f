// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/av_output.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace kizashi::media {

namespace {

constexpr int io_buffer_bytes = 1 << 16;

}  // namespace

base::Result<AvOutput> AvOutput::create(const std::filesystem::path& path) {
  auto file = base::AtomicFile::create(path);
  if (!file.ok()) return file.error();
  AvOutput output(*std::move(file));
  output.bytes_ = std::make_unique<Bytes>();
  output.bytes_->stream.reset(std::fopen(output.file_.partial_path().c_str(), "r+b"));
  if (!output.bytes_->stream) return output.error_of(errno);
  output.io_.reset(avio_alloc_context(static_cast<unsigned char*>(av_malloc(io_buffer_bytes)), io_buffer_bytes, 1,
                                      output.bytes_.get(), nullptr, &write_bytes, &seek_bytes));
  KIZASHI_CHECK(output.io_ != nullptr, "memory for the muxer");
  return output;
}

int AvOutput::write_bytes(void* opaque, std::uint8_t* bytes, int size) {
  auto& output = *static_cast<Bytes*>(opaque);
  if (std::fwrite(bytes, 1, static_cast<std::size_t>(size), output.stream.get()) == static_cast<std::size_t>(size)) {
    return size;
  }
  output.error_number = errno;
  return AVERROR(EIO);
}

std::int64_t AvOutput::seek_bytes(void* opaque, std::int64_t offset, int whence) {
  auto& output = *static_cast<Bytes*>(opaque);
  if ((whence & AVSEEK_SIZE) != 0) return AVERROR(ENOSYS);
  if (fseeko(output.stream.get(), offset, whence & ~AVSEEK_FORCE) == 0) return ftello(output.stream.get());
  output.error_number = errno;
  return AVERROR(EIO);
}

base::Error AvOutput::error_of(int error_number) const {
  const bool is_full = error_number == ENOSPC || error_number == EDQUOT;
  return {is_full ? base::ErrorCode::disk_full : base::ErrorCode::output_unwritable,
          fmt::format("{}: cannot be written: {}; {}", file_.path().string(), std::strerror(error_number),
                      is_full ? "free some space or choose another place" : "choose another place")};
}

std::optional<base::Error> AvOutput::failure() const {
  return bytes_->error_number == 0 ? std::nullopt : std::optional(error_of(bytes_->error_number));
}

base::Status AvOutput::commit() {
  avio_flush(io_.get());
  if (std::fflush(bytes_->stream.get()) != 0) bytes_->error_number = errno;
  if (const auto failed = failure()) return *failed;
  bytes_->stream.reset();
  return file_.commit();
}

}  // namespace kizashi::media
