// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "kizashi/base/result.h"
#include "kizashi/media/byte_source.h"
#include "kizashi/media/colours.h"
#include "kizashi/media/frame.h"

namespace kizashi::media {

/// What the container says before a frame is decoded.
struct VideoFacts {
  std::string container;  ///< libavformat's short name, for example "mov,mp4,m4a,3gp,3g2,mj2"
  std::string codec;      ///< libavcodec's name, for example "h264"
  int width_px = 0;       ///< as shown, after rotation and with square pixels left as stored
  int height_px = 0;
  int rotation_deg = 0;                        ///< clockwise turn applied to the stored picture: 0, 90, 180, 270
  bool is_mirror_image = false;                ///< the stored picture was mirrored left to right before that turn
  std::optional<double> stated_duration_s;     ///< of the video stream or the container
  std::optional<double> stated_frame_rate_hz;  ///< the stream's average rate
  std::optional<std::int64_t> stated_frames;   ///< the stream's own count
  bool has_audio = false;
  bool is_still_image = false;
};

/// What went wrong on the way without ending it; final once next() has returned nothing.
struct StreamHealth {
  double start_s = 0.0;              ///< presentation time of the first frame, subtracted from every timestamp
  std::int64_t corrupt_packets = 0;  ///< packets the decoder refused, and frames it marked as damaged
  std::int64_t untimed_frames = 0;   ///< frames without a presentation time, timed from their neighbour
  bool ends_early = false;           ///< the file stops before the length its header states
};

struct VideoReaderOptions {
  /// An intact stream decodes alike with any number. Damaged frames are mended differently by libavcodec's threads,
  /// from run to run even, so whoever promises the same bytes keeps 1.
  int decoder_threads = 1;
  std::int64_t largest_frame_px = std::int64_t{8192} * 8192;  ///< larger frames fail with frame_too_large
  Colours colours = Colours::as_stated;
};

/// Decodes a clip's first video stream (or a still image) frame by frame, in constant memory.
/// The frames are those that `ffprobe -count_frames` counts, in presentation order. A frame whose size differs from the
/// first one's is given in its own size.
class VideoReader {
 public:
  /// Fails with the errors of ByteSource, not_a_video, truncated_file, no_video_stream, unsupported_codec,
  /// frame_too_large.
  static base::Result<VideoReader> open(std::unique_ptr<ByteSource> source, const VideoReaderOptions& options = {});

  VideoReader(VideoReader&&) noexcept;
  VideoReader& operator=(VideoReader&&) noexcept;
  ~VideoReader();

  [[nodiscard]] const VideoFacts& facts() const;
  /// The next frame, or nothing at the end. Fails with no_frames when the stream ends before the first one,
  /// frame_too_large, unsupported_codec (an unknown pixel format), and unreadable_file when the source does; after a
  /// failure it gives nothing.
  base::Result<std::optional<Frame>> next();
  /// `start_s` is known from the beginning, the rest at the end.
  [[nodiscard]] const StreamHealth& health() const;

 private:
  class Impl;
  explicit VideoReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kizashi::media
