// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "kizashi/base/temporary_directory.h"
#include "kizashi/media/test_clips.h"

namespace kizashi::media {
namespace {

using base::ErrorCode;

Bytes noise(std::size_t size_bytes, std::uint32_t seed) {
  std::mt19937 generator(seed);
  Bytes bytes(size_bytes);
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(generator());
  return bytes;
}

/// The error of opening or else of the first frame.
std::optional<ErrorCode> error_of(const base::Result<VideoReader>& reader) {
  return reader.ok() ? std::nullopt : std::optional(reader.error().code);
}

std::optional<ErrorCode> first_error(Bytes bytes) {
  const ReadClip clip = read_clip(open_bytes(std::move(bytes)));
  return clip.error ? std::optional(clip.error->code) : std::nullopt;
}

TEST(BadInput, AMissingFileAFolderAndAnEmptyFile) {
  const base::TemporaryDirectory folder;
  std::ofstream(folder.path() / "empty.mp4").close();
  EXPECT_EQ(error_of(open_path(folder.path() / "none.mp4")), ErrorCode::missing_file);
  EXPECT_EQ(error_of(open_path(folder.path())), ErrorCode::unreadable_file);
  EXPECT_EQ(error_of(open_path(folder.path() / "empty.mp4")), ErrorCode::empty_file);
}

TEST(BadInput, TextNamedLikeAVideoIsNotAVideo) {
  const base::TemporaryDirectory folder;
  std::ofstream(folder.path() / "clip.avi") << "frame,timestamp\n0,0.0\n";  // what an unsafe playlist would open
  const std::string repeated(5000, 'a');
  for (const std::string& text : std::vector<std::string>{
           "hello\n", repeated, "{\"schema\": 1}\n", "participant_id,role\n1,ratee\n",
           "1\n00:00:01,000 --> 00:00:02,000\na subtitle\n\n", "WEBVTT\n\n00:01.000 --> 00:02.000\ntext\n",
           "[Script Info]\nScriptType: v4.00+\n", "#EXTM3U\n#EXTINF:10,\nclip.avi\n#EXT-X-ENDLIST\n",
           "ffconcat version 1.0\nfile clip.avi\n", "\x1B[31mcolours of a terminal\x1B[0m\n",
           "BM is how this text begins\n"}) {
    std::ofstream(folder.path() / "clip.mp4") << text;
    EXPECT_EQ(error_of(open_path(folder.path() / "clip.mp4")), ErrorCode::not_a_video) << text.substr(0, 40);
  }
}

TEST(BadInput, NoiseIsNotAVideo) {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    EXPECT_EQ(first_error(noise(20000, seed)), ErrorCode::not_a_video) << "seed " << seed;
    EXPECT_EQ(first_error(noise(7, seed)), ErrorCode::not_a_video) << "7 bytes, seed " << seed;
  }
  EXPECT_EQ(first_error(Bytes(20000)), ErrorCode::not_a_video) << "zeros";
}

TEST(BadInput, AnMp4WithoutItsIndexIsTruncated) {
  Bytes bytes = clip_bytes(".mp4");
  bytes.resize(find_bytes(bytes, "moov") - 4);
  EXPECT_EQ(first_error(bytes), ErrorCode::truncated_file);
}

TEST(BadInput, AnMp4CutInsideItsIndexIsTruncated) {
  Bytes bytes = with_index_first(clip_bytes(".mp4"));
  bytes.resize(find_bytes(bytes, "trak") + 100);
  EXPECT_EQ(first_error(bytes), ErrorCode::truncated_file);
}

TEST(BadInput, AMatroskaFileWithOnlyItsHeaderIsTruncated) {
  Bytes bytes = clip_bytes(".mkv");
  bytes.resize(45);
  EXPECT_EQ(first_error(bytes), ErrorCode::truncated_file);
}

TEST(BadInput, SoundAloneHasNoVideoStream) {
  EXPECT_EQ(first_error(wav_bytes({}, [](double) { return 0.0; })), ErrorCode::no_video_stream);
}

TEST(BadInput, ACoverPictureIsNoVideoStream) {
  const base::TemporaryDirectory folder;
  const std::string path = (folder.path() / "song.mp3").string();
  KIZASHI_RUN_FFMPEG_OR_SKIP(
      "-f lavfi -i sine=duration=1 -f lavfi -i testsrc=size=64x64 -frames:v 1 -c:v mjpeg "
      "-disposition:v attached_pic " +
      path + " 2>/dev/null");
  EXPECT_EQ(error_of(open_path(path)), ErrorCode::no_video_stream);
}

TEST(BadInput, ACodecThatNobodyKnowsIsUnsupported) {
  Bytes bytes = clip_bytes(".mp4");
  bytes.at(find_bytes(bytes, "vp09", find_bytes(bytes, "stsd"))) = std::byte{'z'};
  EXPECT_EQ(first_error(bytes), ErrorCode::unsupported_codec);
}

TEST(BadInput, AStreamOfWhichNothingDecodesHasNoFrames) {
  Bytes bytes = clip_bytes(".mp4");
  const std::size_t frames = find_bytes(bytes, "mdat") + 4;
  const std::size_t index = find_bytes(bytes, "moov") - 4;
  std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(frames), bytes.begin() + static_cast<std::ptrdiff_t>(index),
            std::byte{0xFF});
  auto reader = open_bytes(bytes);
  ASSERT_TRUE(reader.ok());
  EXPECT_EQ(reader->next().error().code, ErrorCode::no_frames);
  const auto after = reader->next();
  ASSERT_TRUE(after.ok());
  EXPECT_FALSE(*after);
  EXPECT_EQ(reader->health().corrupt_packets, 12);
}

TEST(BadInput, FramesAboveTheLimitAreTooLarge) {
  VideoReaderOptions options;
  options.largest_frame_px = std::int64_t{64} * 48 - 1;
  EXPECT_EQ(error_of(open_bytes(clip_bytes(".mp4"), options)), ErrorCode::frame_too_large);
  options.largest_frame_px = std::int64_t{64} * 48;
  EXPECT_TRUE(open_bytes(clip_bytes(".mp4"), options).ok());
}

TEST(BadInput, FramesThatGrowAboveTheLimitAreTooLarge) {
  // The header says 32 x 32 and the frames say 64 x 48.
  Bytes bytes = clip_bytes(".mp4");
  const std::size_t entry = find_bytes(bytes, "vp09", find_bytes(bytes, "stsd"));
  write_u32(bytes, entry + 28, 32 << 16 | 32);  // width and height of a visual sample entry, ISO/IEC 14496-12, 12.1.3
  VideoReaderOptions options;
  options.largest_frame_px = 2000;
  const ReadClip clip = read_clip(open_bytes(bytes, options));
  ASSERT_TRUE(clip.error);
  EXPECT_EQ(clip.error->code, ErrorCode::frame_too_large);
}

TEST(BadInput, FramesOf8kAreFine) {
  TestClip large;
  large.width_px = 7680;
  large.height_px = 4320;
  large.frames = 1;
  large.codec = VideoCodec::mpeg4;
  const ReadClip clip = read_clip(open_bytes(clip_bytes(".mp4", large)));
  ASSERT_EQ(clip.frames.size(), 1U);
  EXPECT_EQ(clip.frames.front().rgb.size(), cv::Size(7680, 4320));
}

TEST(BadInput, MessagesNameTheFile) {
  const auto reader = open_bytes(noise(20000, 1));
  ASSERT_FALSE(reader.ok());
  EXPECT_THAT(reader.error().message, testing::StartsWith("clip in memory: "));
}

}  // namespace
}  // namespace kizashi::media
