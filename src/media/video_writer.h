// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <opencv2/core.hpp>
#include <string>

#include "kizashi/base/result.h"

namespace kizashi::media {

enum class VideoCodec {
  vp9,    ///< free of licence duties, plays in every browser
  mpeg4,  ///< MPEG-4 part 2, for tests and old players
};

/// Whether the libraries on this machine have an encoder for it.
bool can_encode(VideoCodec codec);

struct VideoWriterOptions {
  int width_px = 0;
  int height_px = 0;
  double frame_rate_hz = 25.0;  ///< nominal: the times of the frames decide; it gives the last frame its duration
  VideoCodec codec = VideoCodec::vp9;
  int quality_crf = 24;      ///< 0 (best) to 63 (smallest)
  int vp9_speed = 5;         ///< 0 (smallest file) to 9 (fastest)
  std::string comment = {};  ///< written into the container; empty: none
};

/// Encodes RGB frames to .mp4, .mkv, .webm (VP9 only) or .mov (MPEG-4 only). The same frames give the same bytes: one
/// thread, no clock, no host. The file is written aside and appears under its name when finish() succeeds.
class VideoWriter {
 public:
  /// Fails with invalid_option (another ending, or a codec that the ending cannot hold), output_unwritable, disk_full,
  /// encoding_failed.
  static base::Result<VideoWriter> create(const std::filesystem::path& path, const VideoWriterOptions& options);

  VideoWriter(VideoWriter&&) noexcept;
  VideoWriter& operator=(VideoWriter&&) noexcept;
  ~VideoWriter();

  /// Appends a frame of the stated size (CV_8UC3, red first), shown at `timestamp_s` >= 0. A time that does not lie
  /// after the frame before is moved one tick behind it. Fails with encoding_failed, disk_full, output_unwritable.
  base::Status write(const cv::Mat& rgb, double timestamp_s);
  /// Writes the file to its end but leaves it aside, under its hidden name. Nothing can be written afterwards.
  base::Status end();
  /// Lets a file that was ended appear under its name; the object is spent afterwards.
  base::Status commit();
  /// Both; the object is spent afterwards.
  base::Status finish();

 private:
  class Impl;
  explicit VideoWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kizashi::media
