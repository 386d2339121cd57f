// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/video_writer.h"

#include <fmt/format.h>

extern "C" {
#include <libavutil/opt.h>
}

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "kizashi/media/av_handles.h"
#include "kizashi/media/av_log.h"
#include "kizashi/media/av_output.h"
#include "kizashi/media/colour_conversion.h"

namespace kizashi::media {

namespace {

using base::Error;
using base::ErrorCode;

struct Ending {
  std::string_view text;
  const char* muxer;
  bool takes_vp9;
  bool takes_mpeg4;
};
constexpr std::array endings{Ending{".mp4", "mp4", true, true}, Ending{".mov", "mov", false, true},
                             Ending{".mkv", "matroska", true, true}, Ending{".webm", "webm", true, false}};

/// MPEG-4 part 2 allows at most 65535 ticks a second; both divide into 24, 25, 29.97 and 30 frames.
int ticks_per_second(VideoCodec codec) { return codec == VideoCodec::vp9 ? 90000 : 30000; }

const AVCodec* encoder_of(VideoCodec codec) {
  return avcodec_find_encoder_by_name(codec == VideoCodec::vp9 ? "libvpx-vp9" : "mpeg4");
}

void set_quality(AVCodecContext& codec, const VideoWriterOptions& options) {
  if (options.codec == VideoCodec::vp9) {
    av_opt_set_int(codec.priv_data, "crf", options.quality_crf, 0);
    av_opt_set(codec.priv_data, "deadline", "realtime", 0);
    // With 5, 130 frames a second of 512x512 at the quality of `good` with 4.
    av_opt_set_int(codec.priv_data, "cpu-used", options.vp9_speed, 0);
    return;
  }
  constexpr int coarsest_quantiser = 31;
  codec.flags |= AV_CODEC_FLAG_QSCALE;
  codec.global_quality = FF_QP2LAMBDA * std::clamp(options.quality_crf / 2, 1, coarsest_quantiser);
}

}  // namespace

bool can_encode(VideoCodec codec) { return encoder_of(codec) != nullptr; }

class VideoWriter::Impl {
 public:
  Impl(const std::filesystem::path& path, const VideoWriterOptions& options, AvOutput output)
      : name_(path.string()), options_(options), output_(std::move(output)) {}

  base::Status open(const Ending& ending) {
    if (auto opened = open_encoder(); !opened.ok()) return opened;
    if (auto opened = open_muxer(ending); !opened.ok()) return opened;
    packet_.reset(av_packet_alloc());
    frame_.reset(av_frame_alloc());
    KIZASHI_CHECK(packet_ != nullptr && frame_ != nullptr, "memory for a packet and a frame");
    frame_->format = codec_->pix_fmt;
    frame_->width = codec_->width;
    frame_->height = codec_->height;
    frame_->colorspace = codec_->colorspace;
    frame_->color_range = codec_->color_range;
    if (av_frame_get_buffer(frame_.get(), 0) < 0) return refused("no memory for a frame");
    return prepare_scaler();
  }

  base::Status write(const cv::Mat& rgb, double timestamp_s) {
    KIZASHI_CHECK(rgb.type() == CV_8UC3 && rgb.cols == options_.width_px && rgb.rows == options_.height_px,
                  "a frame of the size the writer was made for");
    KIZASHI_CHECK(std::isfinite(timestamp_s) && timestamp_s >= 0.0, "a time on the clip's clock");
    const auto tick = static_cast<std::int64_t>(std::llround(timestamp_s * ticks_per_second(options_.codec)));
    last_tick_ = std::max(tick, last_tick_ + 1);
    if (av_frame_make_writable(frame_.get()) < 0) return refused("no memory for a frame");
    const std::uint8_t* const source[] = {rgb.data};
    const int source_step[] = {static_cast<int>(rgb.step)};
    sws_scale(scaler_.get(), source, source_step, 0, rgb.rows, frame_->data, frame_->linesize);
    frame_->pts = last_tick_;
    return encode(frame_.get());
  }

  base::Status end() {
    if (auto drained = encode(nullptr); !drained.ok()) return drained;
    if (av_write_trailer(format_.get()) < 0) return refused("the index could not be written");
    return {};
  }

  base::Status commit() { return output_.commit(); }

 private:
  base::Status open_encoder() {
    const AVCodec* encoder = encoder_of(options_.codec);
    if (encoder == nullptr) return refused("this build of libavcodec lacks the encoder");
    codec_.reset(avcodec_alloc_context3(encoder));
    KIZASHI_CHECK(codec_ != nullptr, "memory for the encoder");
    const int ticks = ticks_per_second(options_.codec);
    codec_->width = options_.width_px;
    codec_->height = options_.height_px;
    codec_->time_base = {1, ticks};
    codec_->framerate = av_d2q(options_.frame_rate_hz, ticks);
    codec_->ticks_per_frame = static_cast<int>(frame_ticks());
    codec_->pix_fmt = AV_PIX_FMT_YUV420P;
    codec_->colorspace = assumed_colour_matrix(options_.width_px, options_.height_px);
    codec_->color_range = AVCOL_RANGE_MPEG;
    codec_->chroma_sample_location = AVCHROMA_LOC_LEFT;
    codec_->thread_count = 1;
    codec_->flags |= AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_GLOBAL_HEADER;
    set_quality(*codec_, options_);
    if (avcodec_open2(codec_.get(), encoder, nullptr) < 0) return refused("the encoder does not take this size");
    return {};
  }

  base::Status open_muxer(const Ending& ending) {
    AVFormatContext* format = nullptr;
    avformat_alloc_output_context2(&format, nullptr, ending.muxer, nullptr);
    format_.reset(format);
    KIZASHI_CHECK(format != nullptr, "memory for the muxer");
    format->pb = output_.io();
    format->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT;
    if (!options_.comment.empty()) av_dict_set(&format->metadata, "comment", options_.comment.c_str(), 0);
    stream_ = avformat_new_stream(format, nullptr);
    KIZASHI_CHECK(stream_ != nullptr, "memory for a stream");
    stream_->time_base = codec_->time_base;
    stream_->avg_frame_rate = codec_->framerate;
    avcodec_parameters_from_context(stream_->codecpar, codec_.get());
    if (avformat_write_header(format, nullptr) < 0) return refused("the container does not take this stream");
    return {};
  }

  base::Status prepare_scaler() {
    constexpr int flags = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP | SWS_BITEXACT;
    scaler_.reset(sws_getContext(options_.width_px, options_.height_px, AV_PIX_FMT_RGB24, options_.width_px,
                                 options_.height_px, codec_->pix_fmt, flags, nullptr, nullptr, nullptr));
    if (!scaler_) return refused("frames of this size cannot be converted");
    const int* matrix = sws_getCoefficients(codec_->colorspace);
    constexpr int unit = 1 << 16;
    sws_setColorspaceDetails(scaler_.get(), matrix, 1, matrix, 0, 0, unit, unit);
    return {};
  }

  /// Gives the encoder a frame, or a null pointer for the end, and writes what comes out.
  base::Status encode(const AVFrame* frame) {
    if (avcodec_send_frame(codec_.get(), frame) < 0) return refused("the encoder refused a frame");
    while (true) {
      const int outcome = avcodec_receive_packet(codec_.get(), packet_.get());
      if (outcome == AVERROR(EAGAIN) || outcome == AVERROR_EOF) return {};
      if (outcome < 0) return refused("the encoder failed");
      packet_->duration = frame_ticks();
      packet_->stream_index = stream_->index;
      av_packet_rescale_ts(packet_.get(), codec_->time_base, stream_->time_base);
      const int written = av_interleaved_write_frame(format_.get(), packet_.get());
      if (written < 0 || output_.failure()) return refused("a frame could not be written");
    }
  }

  [[nodiscard]] std::int64_t frame_ticks() const {
    return std::llround(ticks_per_second(options_.codec) / options_.frame_rate_hz);
  }

  /// A failed write hides behind many of libav's codes; the system's own word comes first.
  [[nodiscard]] Error refused(std::string_view reason) const {
    if (auto failed = output_.failure()) return *failed;
    return {ErrorCode::encoding_failed, fmt::format("{}: {} ({} x {}); choose another size or codec", name_, reason,
                                                    options_.width_px, options_.height_px)};
  }

  std::string name_;
  VideoWriterOptions options_;
  AvOutput output_;
  AvHandle<AVCodecContext> codec_;
  /// Unlike a demuxer's context, a muxer's is only freed, not closed.
  struct FreeMuxer {
    void operator()(AVFormatContext* format) const { avformat_free_context(format); }
  };
  std::unique_ptr<AVFormatContext, FreeMuxer> format_;
  AVStream* stream_ = nullptr;
  AvHandle<SwsContext> scaler_;
  AvHandle<AVPacket> packet_;
  AvHandle<AVFrame> frame_;
  std::int64_t last_tick_ = -1;
};

VideoWriter::VideoWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
VideoWriter::VideoWriter(VideoWriter&&) noexcept = default;
VideoWriter& VideoWriter::operator=(VideoWriter&&) noexcept = default;
VideoWriter::~VideoWriter() = default;

base::Result<VideoWriter> VideoWriter::create(const std::filesystem::path& path, const VideoWriterOptions& options) {
  KIZASHI_CHECK(options.width_px > 0 && options.height_px > 0 && options.frame_rate_hz > 0.0, "a size and a rate");
  KIZASHI_CHECK(options.vp9_speed >= 0 && options.vp9_speed <= 9, "a speed between 0 and 9");
  KIZASHI_CHECK(options.quality_crf >= 0 && options.quality_crf <= 63, "a quality between 0 and 63");
  silence_libav();
  const auto* const ending = std::find_if(endings.begin(), endings.end(), [&](const Ending& candidate) {
    return path.extension() == candidate.text &&
           (options.codec == VideoCodec::vp9 ? candidate.takes_vp9 : candidate.takes_mpeg4);
  });
  if (ending == endings.end()) {
    return Error{ErrorCode::invalid_option,
                 fmt::format("{}: a video is written as .mp4, .mkv or .webm; choose such a name", path.string())};
  }
  auto output = AvOutput::create(path);
  if (!output.ok()) return output.error();
  auto impl = std::make_unique<Impl>(path, options, *std::move(output));
  if (auto opened = impl->open(*ending); !opened.ok()) return opened.error();
  return VideoWriter(std::move(impl));
}

base::Status VideoWriter::write(const cv::Mat& rgb, double timestamp_s) { return impl_->write(rgb, timestamp_s); }
base::Status VideoWriter::end() { return impl_->end(); }
base::Status VideoWriter::commit() { return impl_->commit(); }

base::Status VideoWriter::finish() {
  if (auto ended = end(); !ended.ok()) return ended;
  return commit();
}

}  // namespace kizashi::media
