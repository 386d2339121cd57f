// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "kizashi/base/result.h"
#include "kizashi/media/av_handles.h"
#include "kizashi/media/av_input.h"
#include "kizashi/media/length_check.h"

namespace kizashi::media {

struct DecoderOptions {
  int threads = 1;
  std::int64_t largest_frame_px = 0;  ///< of a picture
  bool skips_other_streams = false;   ///< leaves their packets unread; ends_early() then knows only this stream
};

/// Decodes one stream of a container, picture or sound, to libav's frames, over damaged packets and to the last frame
/// the decoder holds back.
class StreamDecoder {
 public:
  /// Fails with unsupported_codec, frame_too_large.
  static base::Result<StreamDecoder> open(AvInput input, int stream_idx, const DecoderOptions& options);

  /// The next frame, valid until the next call; a null pointer at the end. Fails with frame_too_large and the source's
  /// errors.
  base::Result<const AVFrame*> next();

  [[nodiscard]] const AvInput& input() const { return input_; }
  [[nodiscard]] AVStream& stream() const { return input_.stream(stream_idx_); }
  [[nodiscard]] const AVCodecContext& codec() const { return *codec_; }
  [[nodiscard]] std::int64_t corrupt_packets() const { return corrupt_packets_; }
  /// Final at the end.
  [[nodiscard]] bool ends_early() const { return length_.ends_early(input_, stream_idx_); }

 private:
  /// What the decoder's threads see; it stays where it is while StreamDecoder moves.
  struct SizeGuard {
    std::int64_t largest_frame_px = 0;
    std::atomic<bool> tripped = false;
  };
  StreamDecoder(AvInput input, int stream_idx);
  void skip_other_streams();
  static int get_buffer(AVCodecContext* codec, AVFrame* frame, int flags);
  base::Status open_codec(const DecoderOptions& options);
  base::Result<bool> read_packet();
  base::Status feed();
  void note(int outcome);
  [[nodiscard]] base::Error too_large() const;

  AvInput input_;
  int stream_idx_;
  std::unique_ptr<SizeGuard> guard_;
  AvHandle<AVPacket> packet_;
  AvHandle<AVFrame> frame_;
  AvHandle<AVCodecContext> codec_;
  LengthCheck length_;
  std::int64_t corrupt_packets_ = 0;
};

}  // namespace kizashi::media
