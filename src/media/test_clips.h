// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/media/audio_reader.h"
#include "kizashi/media/video_reader.h"
#include "kizashi/media/video_writer.h"

namespace kizashi::media {

using Bytes = std::vector<std::byte>;

/// A smooth picture with a square that moves with `frame_idx`, so that every frame differs and encoders have something
/// to do.
cv::Mat test_picture(int width_px, int height_px, int frame_idx);

struct TestClip {
  int width_px = 64;
  int height_px = 48;
  int frames = 12;
  double step_s = 0.04;
  VideoCodec codec = VideoCodec::vp9;
};

/// Encodes test pictures with VideoWriter; throws when that fails.
void write_clip(const std::filesystem::path& path, const TestClip& clip = {});
Bytes clip_bytes(const std::string& ending, const TestClip& clip = {});

Bytes bytes_of_file(const std::filesystem::path& path);
Bytes bytes_of_text(std::string_view text);
std::size_t find_bytes(const Bytes& bytes, std::string_view wanted, std::size_t from = 0);
/// Big-endian, as ISO base media files have it.
std::uint32_t read_u32(const Bytes& bytes, std::size_t offset);
void write_u32(Bytes& bytes, std::size_t offset, std::uint32_t value);
/// An mp4 file with its index before the frames, as files for streaming have it.
Bytes with_index_first(const Bytes& mp4);

base::Result<VideoReader> open_bytes(Bytes bytes, const VideoReaderOptions& options = {});
base::Result<VideoReader> open_path(const std::filesystem::path& path, const VideoReaderOptions& options = {});

/// Everything a reader gave.
struct ReadClip {
  VideoFacts facts;
  StreamHealth health;
  std::vector<Frame> frames;
  std::optional<base::Error> error;
};
ReadClip read_clip(base::Result<VideoReader> reader);

/// RIFF WAVE, 16 bits, of a function of time in seconds, the same on all channels.
struct TestSound {
  int rate_hz = 44100;
  int channels = 2;
  double duration_s = 1.0;
};
Bytes wav_bytes(const TestSound& sound, const std::function<double(double)>& value_at);

/// Runs the ffmpeg program, which tests use for codecs that we do not write. Nothing when it is not installed.
std::optional<bool> run_ffmpeg(const std::string& arguments);
/// What a command prints.
std::string output_of(const std::string& command);

/// Largest mean absolute difference of a channel between two pictures of one size.
double mean_difference(const cv::Mat& first, const cv::Mat& second);

}  // namespace kizashi::media

/// Skips the test, visibly, where ffmpeg is missing; fails it where ffmpeg does.
#define KIZASHI_RUN_FFMPEG_OR_SKIP(arguments)                            \
  do {                                                                   \
    const auto outcome = ::kizashi::media::run_ffmpeg(arguments);        \
    if (!outcome) GTEST_SKIP() << "the ffmpeg program is not installed"; \
    ASSERT_TRUE(outcome.value_or(false)) << "ffmpeg " << (arguments);    \
  } while (false)
