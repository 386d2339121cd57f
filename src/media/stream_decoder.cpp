// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/stream_decoder.h"

#include <fmt/format.h>

#include <utility>

namespace kizashi::media {

namespace {

using base::Error;
using base::ErrorCode;

Error unsupported(const std::string& name, const AVCodecParameters& parameters) {
  const char* kind = av_get_media_type_string(parameters.codec_type);
  return {ErrorCode::unsupported_codec,
          fmt::format("{}: its {} codec {} is not supported; convert the clip to H.264 or VP9", name,
                      kind == nullptr ? "" : kind, avcodec_get_name(parameters.codec_id))};
}

bool exceeds(int width_px, int height_px, std::int64_t largest_frame_px) {
  return std::int64_t{width_px} * height_px > largest_frame_px;
}

}  // namespace

StreamDecoder::StreamDecoder(AvInput input, int stream_idx)
    : input_(std::move(input)),
      stream_idx_(stream_idx),
      guard_(std::make_unique<SizeGuard>()),
      packet_(av_packet_alloc()),
      frame_(av_frame_alloc()) {
  KIZASHI_CHECK(packet_ != nullptr && frame_ != nullptr, "memory for a packet and a frame");
}

base::Result<StreamDecoder> StreamDecoder::open(AvInput input, int stream_idx, const DecoderOptions& options) {
  StreamDecoder decoder(std::move(input), stream_idx);
  if (options.skips_other_streams) decoder.skip_other_streams();
  if (auto opened = decoder.open_codec(options); !opened.ok()) return opened.error();
  return decoder;
}

void StreamDecoder::skip_other_streams() {
  for (int idx = 0; idx < static_cast<int>(input_.format().nb_streams); ++idx) {
    if (idx != stream_idx_) input_.stream(idx).discard = AVDISCARD_ALL;
  }
}

int StreamDecoder::get_buffer(AVCodecContext* codec, AVFrame* frame, int flags) {
  auto& guard = *static_cast<SizeGuard*>(codec->opaque);
  if (exceeds(frame->width, frame->height, guard.largest_frame_px)) {
    guard.tripped = true;
    return AVERROR(EINVAL);
  }
  return avcodec_default_get_buffer2(codec, frame, flags);
}

base::Status StreamDecoder::open_codec(const DecoderOptions& options) {
  const AVCodecParameters& parameters = *stream().codecpar;
  guard_->largest_frame_px = options.largest_frame_px;
  if (exceeds(parameters.width, parameters.height, options.largest_frame_px)) return too_large();
  const AVCodec* kind = avcodec_find_decoder(parameters.codec_id);
  if (kind == nullptr) return unsupported(input_.name(), parameters);
  codec_.reset(avcodec_alloc_context3(kind));
  KIZASHI_CHECK(codec_ != nullptr, "memory for the decoder");
  if (avcodec_parameters_to_context(codec_.get(), &parameters) < 0) {
    return unsupported(input_.name(), parameters);
  }
  codec_->pkt_timebase = stream().time_base;
  codec_->thread_count = options.threads;
  codec_->thread_type = FF_THREAD_FRAME;  // slice threads change how damaged frames are mended
  codec_->opaque = guard_.get();
  codec_->get_buffer2 = &get_buffer;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  codec_->thread_safe_callbacks = 1;  // libavcodec 60 dropped it; 59 needs it to decode in parallel with our get_buffer
#pragma GCC diagnostic pop
  if (avcodec_open2(codec_.get(), kind, nullptr) < 0) return unsupported(input_.name(), parameters);
  return {};
}

base::Error StreamDecoder::too_large() const {
  return {ErrorCode::frame_too_large, fmt::format("{}: its frames have more than {} pixels; scale the clip down",
                                                  input_.name(), guard_->largest_frame_px)};
}

void StreamDecoder::note(int outcome) {
  if (outcome < 0 && outcome != AVERROR(EAGAIN) && outcome != AVERROR_EOF) ++corrupt_packets_;
}

base::Result<bool> StreamDecoder::read_packet() {
  while (true) {
    av_packet_unref(packet_.get());
    auto there = input_.read(*packet_);
    if (!there.ok() || !*there) return there;
    length_.see(*packet_, input_.stream(packet_->stream_index));
    // An empty packet would tell the decoder that the stream is over.
    if (packet_->stream_index == stream_idx_ && packet_->size > 0) return true;
  }
}

base::Status StreamDecoder::feed() {
  const auto there = read_packet();
  if (!there.ok()) return there.error();
  note(avcodec_send_packet(codec_.get(), *there ? packet_.get() : nullptr));
  return {};
}

base::Result<const AVFrame*> StreamDecoder::next() {
  while (true) {
    const int outcome = avcodec_receive_frame(codec_.get(), frame_.get());
    if (guard_->tripped) return too_large();
    if (outcome == AVERROR_EOF) return static_cast<const AVFrame*>(nullptr);
    if (outcome >= 0) {
      const bool is_damaged = frame_->decode_error_flags != 0 || (frame_->flags & AV_FRAME_FLAG_CORRUPT) != 0;
      if (is_damaged) ++corrupt_packets_;
      return static_cast<const AVFrame*>(frame_.get());
    }
    note(outcome);
    if (outcome != AVERROR(EAGAIN)) continue;
    if (auto fed = feed(); !fed.ok()) return fed.error();
  }
}

}  // namespace kizashi::media
