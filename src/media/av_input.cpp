// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/av_input.h"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <utility>
#include <vector>

#include "kizashi/media/av_log.h"
#include "kizashi/media/container_signature.h"

namespace kizashi::media {

namespace {

using base::Error;
using base::ErrorCode;

constexpr int io_buffer_bytes = 1 << 16;

/// Demuxers that hold real video or sound. libav's others take almost any text for subtitles or a terminal recording,
/// or are playlists (hls, concat) that open further files.
constexpr const char* allowed_demuxers =
    "mov,matroska,webm,avi,asf,mpegts,mpeg,flv,ogg,gif,apng,ivf,nut,mxf,yuv4mpegpipe,"
    "png_pipe,jpeg_pipe,webp_pipe,bmp_pipe,tiff_pipe,"
    "wav,w64,mp3,flac,aac,aiff,amr,caf";

int refuse_to_open(AVFormatContext* /*format*/, AVIOContext** /*io*/, const char* /*url*/, int /*flags*/,
                   AVDictionary** /*options*/) {
  return AVERROR(EPERM);
}

Error not_a_video(const std::string& name) {
  return {ErrorCode::not_a_video,
          fmt::format("{}: is neither a video nor a picture in a format this program reads; check the file", name)};
}

}  // namespace

Error truncated_file(const std::string& name) {
  return {ErrorCode::truncated_file,
          fmt::format("{}: is cut off or damaged in its index or header; copy or record it again", name)};
}

int AvInput::read_bytes(void* opaque, std::uint8_t* into, int size) {
  auto& bytes = *static_cast<Bytes*>(opaque);
  auto count = bytes.source->read(std::as_writable_bytes(std::span(into, static_cast<std::size_t>(size))));
  if (!count.ok()) {
    bytes.failure = count.error();
    return AVERROR(EIO);
  }
  if (*count == 0) return AVERROR_EOF;
  bytes.offset += static_cast<std::int64_t>(*count);
  return static_cast<int>(*count);
}

std::int64_t AvInput::seek_bytes(void* opaque, std::int64_t offset, int whence) {
  auto& bytes = *static_cast<Bytes*>(opaque);
  const std::int64_t size_bytes = bytes.source->size_bytes();
  const int origin = whence & ~AVSEEK_FORCE;
  if (origin == AVSEEK_SIZE) return size_bytes;
  const std::int64_t start = origin == SEEK_CUR ? bytes.offset : origin == SEEK_END ? size_bytes : 0;
  if (offset < -start || offset > size_bytes - start) return AVERROR(EINVAL);
  if (auto moved = bytes.source->seek(start + offset); !moved.ok()) {
    bytes.failure = moved.error();
    return AVERROR(EIO);
  }
  bytes.offset = start + offset;
  return bytes.offset;
}

base::Status AvInput::look_at_head() {
  ByteSource& source = *bytes_->source;
  std::array<std::byte, signature_bytes> head{};
  const auto count = source.read(head);
  if (!count.ok()) return count.error();
  has_known_signature_ = has_known_signature(std::span(head).first(*count));
  const auto cut = media::ends_inside_index(source);
  if (!cut.ok()) return cut.error();
  ends_inside_index_ = *cut;
  return source.seek(0);
}

base::Status AvInput::open_container() {
  io_.reset(avio_alloc_context(static_cast<unsigned char*>(av_malloc(io_buffer_bytes)), io_buffer_bytes, 0,
                               bytes_.get(), &read_bytes, nullptr, &seek_bytes));
  AVFormatContext* format = avformat_alloc_context();
  KIZASHI_CHECK(io_ != nullptr && format != nullptr, "memory for the demuxer");
  format->pb = io_.get();
  format->flags |= AVFMT_FLAG_CUSTOM_IO;
  format->format_whitelist = av_strdup(allowed_demuxers);
  format->protocol_whitelist = av_strdup("none");
  format->io_open = &refuse_to_open;
  const int opened = avformat_open_input(&format, "", nullptr, nullptr);  // frees the context on failure
  format_.reset(opened < 0 ? nullptr : format);
  if (bytes_->failure) return *bytes_->failure;
  if (opened < 0) return has_known_signature_ ? truncated_file(name()) : not_a_video(name());
  // MPEG audio and transport streams are found in noise now and then, with a score that says so.
  if (!has_known_signature_ && format_->probe_score < AVPROBE_SCORE_RETRY) return not_a_video(name());
  return {};
}

base::Status AvInput::find_streams(std::int64_t largest_frame_px) {
  std::vector<AVDictionary*> options(format_->nb_streams, nullptr);
  for (AVDictionary*& option : options) av_dict_set_int(&option, "max_pixels", largest_frame_px, 0);
  avformat_find_stream_info(format_.get(), options.empty() ? nullptr : options.data());
  for (AVDictionary*& option : options) av_dict_free(&option);
  if (bytes_->failure) return *bytes_->failure;
  if (format_->nb_streams == 0) return truncated_file(name());
  return {};
}

base::Result<AvInput> AvInput::open(std::unique_ptr<ByteSource> source, std::int64_t largest_frame_px) {
  KIZASHI_CHECK(source != nullptr, "a source to read from");
  silence_libav();
  AvInput input;
  input.bytes_ = std::make_unique<Bytes>();
  input.bytes_->source = std::move(source);
  if (auto looked = input.look_at_head(); !looked.ok()) return looked.error();
  if (auto opened = input.open_container(); !opened.ok()) return opened.error();
  if (auto found = input.find_streams(largest_frame_px); !found.ok()) return found.error();
  return input;
}

base::Result<bool> AvInput::read(AVPacket& packet) {
  const int outcome = av_read_frame(format_.get(), &packet);
  if (outcome >= 0) return true;
  if (bytes_->failure) return *bytes_->failure;
  stopped_by_damage_ = outcome != AVERROR_EOF;
  return false;
}

std::optional<int> first_stream(const AVFormatContext& format, AVMediaType kind) {
  constexpr int not_the_clip = AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS;
  for (unsigned int idx = 0; idx < format.nb_streams; ++idx) {
    const AVStream& stream = *format.streams[idx];
    if (stream.codecpar->codec_type == kind && (stream.disposition & not_the_clip) == 0) return static_cast<int>(idx);
  }
  return std::nullopt;
}

}  // namespace kizashi::media
