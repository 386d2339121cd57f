// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "kizashi/base/result.h"
#include "kizashi/media/av_handles.h"
#include "kizashi/media/byte_source.h"

namespace kizashi::media {

/// A container opened over a ByteSource. It reads those bytes and nothing else: no other file, no network, no playlist.
class AvInput {
 public:
  /// Frames above `largest_frame_px` are not decoded while the streams are looked at.
  /// Fails with the errors of ByteSource, not_a_video, truncated_file.
  static base::Result<AvInput> open(std::unique_ptr<ByteSource> source, std::int64_t largest_frame_px);

  /// Reads the next packet of any stream; false at the end. Fails with unreadable_file when the source does.
  base::Result<bool> read(AVPacket& packet);

  [[nodiscard]] AVFormatContext& format() const { return *format_; }
  [[nodiscard]] AVStream& stream(int idx) const { return *format_->streams[idx]; }
  [[nodiscard]] const std::string& name() const { return bytes_->source->name(); }
  [[nodiscard]] std::int64_t size_bytes() const { return bytes_->source->size_bytes(); }
  /// Whether the header is cut off, so that a missing stream, codec or frame is no wonder.
  [[nodiscard]] bool ends_inside_index() const { return ends_inside_index_; }
  /// Whether reading stopped at something unreadable before the demuxer's own end.
  [[nodiscard]] bool stopped_by_damage() const { return stopped_by_damage_; }

 private:
  /// What libav's callbacks see; it stays where it is while AvInput moves.
  struct Bytes {
    std::unique_ptr<ByteSource> source;
    std::int64_t offset = 0;
    std::optional<base::Error> failure;
  };
  AvInput() = default;
  static int read_bytes(void* opaque, std::uint8_t* into, int size);
  static std::int64_t seek_bytes(void* opaque, std::int64_t offset, int whence);
  base::Status look_at_head();
  base::Status open_container();
  base::Status find_streams(std::int64_t largest_frame_px);

  std::unique_ptr<Bytes> bytes_;
  AvHandle<AVIOContext> io_;
  AvHandle<AVFormatContext> format_;
  bool has_known_signature_ = false;
  bool ends_inside_index_ = false;
  bool stopped_by_damage_ = false;
};

/// The error of a container that is known but of which too little is there.
base::Error truncated_file(const std::string& name);

/// The first stream of a kind that is not a cover picture, an attachment or a strip of thumbnails.
std::optional<int> first_stream(const AVFormatContext& format, AVMediaType kind);

}  // namespace kizashi::media
