// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/jpeg.h"

#include <fmt/format.h>

#include <span>

#include "kizashi/media/av_handles.h"
#include "kizashi/media/av_log.h"

namespace kizashi::media {

namespace {

base::Error refused(const cv::Mat& rgb) {
  return {base::ErrorCode::encoding_failed,
          fmt::format("a picture of {} x {} pixels cannot be written as JPEG", rgb.cols, rgb.rows)};
}

AvHandle<AVCodecContext> open_encoder(const cv::Mat& rgb, int quantiser) {
  const AVCodec* encoder = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
  if (encoder == nullptr) return nullptr;
  AvHandle<AVCodecContext> codec(avcodec_alloc_context3(encoder));
  KIZASHI_CHECK(codec != nullptr, "memory for the encoder");
  codec->width = rgb.cols;
  codec->height = rgb.rows;
  codec->time_base = {1, 1};
  codec->pix_fmt = AV_PIX_FMT_YUVJ420P;
  codec->thread_count = 1;
  codec->flags |= AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_QSCALE;
  codec->global_quality = FF_QP2LAMBDA * quantiser;
  if (avcodec_open2(codec.get(), encoder, nullptr) < 0) return nullptr;
  return codec;
}

/// The picture in JPEG's own colours: BT.601 in full range.
AvHandle<AVFrame> frame_of(const cv::Mat& rgb, const AVCodecContext& codec) {
  AvHandle<AVFrame> frame(av_frame_alloc());
  KIZASHI_CHECK(frame != nullptr, "memory for a frame");
  frame->format = codec.pix_fmt;
  frame->width = codec.width;
  frame->height = codec.height;
  frame->quality = codec.global_quality;
  frame->pts = 0;
  constexpr int flags = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP | SWS_BITEXACT;
  const AvHandle<SwsContext> scaler(sws_getContext(rgb.cols, rgb.rows, AV_PIX_FMT_RGB24, rgb.cols, rgb.rows,
                                                   codec.pix_fmt, flags, nullptr, nullptr, nullptr));
  if (!scaler || av_frame_get_buffer(frame.get(), 0) < 0) return nullptr;
  const std::uint8_t* const source[] = {rgb.data};
  const int source_step[] = {static_cast<int>(rgb.step)};
  sws_scale(scaler.get(), source, source_step, 0, rgb.rows, frame->data, frame->linesize);
  return frame;
}

}  // namespace

base::Result<std::vector<std::byte>> encode_jpeg(const cv::Mat& rgb, int quantiser) {
  KIZASHI_CHECK(rgb.type() == CV_8UC3 && !rgb.empty(), "a colour picture");
  KIZASHI_CHECK(quantiser >= 1 && quantiser <= 31, "a quantiser between 1 and 31");
  silence_libav();
  const auto codec = open_encoder(rgb, quantiser);
  if (!codec) return refused(rgb);
  const auto frame = frame_of(rgb, *codec);
  const AvHandle<AVPacket> packet(av_packet_alloc());
  KIZASHI_CHECK(packet != nullptr, "memory for a packet");
  if (!frame || avcodec_send_frame(codec.get(), frame.get()) < 0) return refused(rgb);
  if (avcodec_receive_packet(codec.get(), packet.get()) < 0) return refused(rgb);
  const auto bytes = std::as_bytes(std::span(packet->data, static_cast<std::size_t>(packet->size)));
  return std::vector<std::byte>(bytes.begin(), bytes.end());
}

}  // namespace kizashi::media
