// SPDX-License-Identifier: Apache-2.0
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>
}

#include <memory>

namespace kizashi::media {

/// Owners of libav's objects, each with the call that frees it.
struct AvDeleter {
  void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
  void operator()(AVFormatContext* format) const { avformat_close_input(&format); }
  void operator()(SwsContext* scaler) const { sws_freeContext(scaler); }
  void operator()(SwrContext* resampler) const { swr_free(&resampler); }
  void operator()(AVIOContext* io) const {
    av_freep(&io->buffer);  // libav may have put a buffer of another size in the place of ours
    avio_context_free(&io);
  }
};

template <typename T>
using AvHandle = std::unique_ptr<T, AvDeleter>;

}  // namespace kizashi::media
