// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/video_writer.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "kizashi/base/temporary_directory.h"
#include "kizashi/media/test_clips.h"

namespace kizashi::media {
namespace {

/// What lossy coding at the default quality changes on average in a smooth picture, of 255.
constexpr double coding_tolerance = 3.0;
/// Matroska counts milliseconds; a time may be off by half of one.
constexpr double millisecond_tolerance_s = 0.00051;

VideoWriterOptions small_video(VideoCodec codec = VideoCodec::vp9) {
  VideoWriterOptions options;
  options.width_px = 64;
  options.height_px = 48;
  options.codec = codec;
  return options;
}

class VideoWriterTest : public testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path path(const std::string& name) const { return folder_.path() / name; }
  base::TemporaryDirectory folder_;
};

TEST_F(VideoWriterTest, WritesFramesThatReadBackNearlyTheSame) {
  for (const std::string name : {"clip.mp4", "clip.mkv", "clip.webm"}) {
    SCOPED_TRACE(name);
    write_clip(path(name));
    const ReadClip clip = read_clip(open_path(path(name)));
    ASSERT_EQ(clip.frames.size(), 12U);
    EXPECT_EQ(clip.facts.codec, "vp9");
    EXPECT_FALSE(clip.health.ends_early);
    for (int idx = 0; idx < 12; ++idx) {
      const Frame& frame = clip.frames.at(static_cast<std::size_t>(idx));
      EXPECT_LT(mean_difference(frame.rgb, test_picture(64, 48, idx)), coding_tolerance);
      EXPECT_NEAR(frame.timestamp_s, 0.04 * idx, millisecond_tolerance_s);
    }
  }
}

TEST_F(VideoWriterTest, WritesMpeg4WhenAsked) {
  TestClip wanted;
  wanted.codec = VideoCodec::mpeg4;
  for (const std::string ending : {".mp4", ".mov", ".mkv"}) {
    const ReadClip clip = read_clip(open_bytes(clip_bytes(ending, wanted)));
    EXPECT_EQ(clip.facts.codec, "mpeg4");
    EXPECT_EQ(clip.frames.size(), 12U);
  }
}

TEST_F(VideoWriterTest, WaitsForItsNameOnceItHasEnded) {
  const auto file = path("clip.webm");
  {
    auto dropped = VideoWriter::create(file, small_video());
    ASSERT_TRUE(dropped.ok() && dropped->write(test_picture(64, 48, 0), 0.0).ok() && dropped->end().ok());
    EXPECT_FALSE(std::filesystem::exists(file));
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path())) << "dropped without its name, it leaves nothing";
  auto kept = VideoWriter::create(file, small_video());
  ASSERT_TRUE(kept.ok() && kept->write(test_picture(64, 48, 0), 0.0).ok() && kept->end().ok());
  ASSERT_TRUE(kept->commit().ok());
  EXPECT_EQ(read_clip(open_path(file)).frames.size(), 1U);
}

TEST_F(VideoWriterTest, TheFastestSpeedGivesTheSameBytesEachTime) {
  VideoWriterOptions options = small_video();
  options.vp9_speed = 8;
  std::vector<Bytes> files;
  for (const std::string name : {"a.webm", "b.webm"}) {
    auto writer = VideoWriter::create(path(name), options);
    ASSERT_TRUE(writer.ok());
    for (int idx = 0; idx < 12; ++idx) ASSERT_TRUE(writer->write(test_picture(64, 48, idx), 0.04 * idx).ok());
    ASSERT_TRUE(writer->finish().ok());
    files.push_back(bytes_of_file(path(name)));
  }
  EXPECT_EQ(files[0], files[1]);
}

TEST_F(VideoWriterTest, KeepsVariableTimes) {
  const std::vector<double> times_s{0.0, 0.033, 0.1, 0.101, 0.9, 1.0};
  auto writer = VideoWriter::create(path("clip.mp4"), small_video());
  ASSERT_TRUE(writer.ok());
  for (std::size_t idx = 0; idx < times_s.size(); ++idx) {
    ASSERT_TRUE(writer->write(test_picture(64, 48, static_cast<int>(idx)), times_s[idx]).ok());
  }
  ASSERT_TRUE(writer->finish().ok());
  const ReadClip clip = read_clip(open_path(path("clip.mp4")));
  ASSERT_EQ(clip.frames.size(), times_s.size());
  constexpr double tick_s = 1.0 / 90000.0;
  for (std::size_t idx = 0; idx < times_s.size(); ++idx) {
    EXPECT_NEAR(clip.frames[idx].timestamp_s, times_s[idx], tick_s);
  }
}

TEST_F(VideoWriterTest, KeepsEveryFrameWhenTimesRepeat) {
  auto writer = VideoWriter::create(path("clip.mp4"), small_video());
  ASSERT_TRUE(writer.ok());
  for (int idx = 0; idx < 4; ++idx) ASSERT_TRUE(writer->write(test_picture(64, 48, idx), 0.0).ok());
  ASSERT_TRUE(writer->finish().ok());
  EXPECT_EQ(read_clip(open_path(path("clip.mp4"))).frames.size(), 4U);
}

TEST_F(VideoWriterTest, WritesTheSameBytesForTheSameFrames) {
  for (const std::string ending : {".mp4", ".mkv", ".webm"})
    EXPECT_EQ(clip_bytes(ending), clip_bytes(ending)) << ending;
}

TEST_F(VideoWriterTest, TakesOddSizes) {
  TestClip odd;
  odd.width_px = 51;
  odd.height_px = 37;
  const ReadClip clip = read_clip(open_bytes(clip_bytes(".mp4", odd)));
  ASSERT_EQ(clip.frames.size(), 12U);
  EXPECT_EQ(clip.frames.front().rgb.size(), cv::Size(51, 37));
  EXPECT_LT(mean_difference(clip.frames.front().rgb, test_picture(51, 37, 0)), coding_tolerance);
}

TEST_F(VideoWriterTest, LeavesNothingWhenItIsNotFinished) {
  {
    auto writer = VideoWriter::create(path("clip.mp4"), small_video());
    ASSERT_TRUE(writer.ok());
    ASSERT_TRUE(writer->write(test_picture(64, 48, 0), 0.0).ok());
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(VideoWriterTest, SaysThatTheFolderIsMissing) {
  const auto writer = VideoWriter::create(path("none/clip.mp4"), small_video());
  ASSERT_FALSE(writer.ok());
  EXPECT_EQ(writer.error().code, base::ErrorCode::output_unwritable);
}

TEST_F(VideoWriterTest, SaysThatTheDiskIsFullAndLeavesNothing) {
  const auto partial = path(fmt::format(".clip.mp4.partial-{}", static_cast<long>(getpid())));
  std::filesystem::create_symlink("/dev/full", partial);
  {
    auto writer = VideoWriter::create(path("clip.mp4"), small_video());
    ASSERT_TRUE(writer.ok()) << writer.error().message;
    base::Status status;
    for (int idx = 0; idx < 3 && status.ok(); ++idx) status = writer->write(test_picture(64, 48, idx), 0.04 * idx);
    if (status.ok()) status = writer->finish();
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, base::ErrorCode::disk_full);
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(VideoWriterTest, RefusesNamesAndCodecsThatDoNotFit) {
  EXPECT_EQ(VideoWriter::create(path("clip.gif"), small_video()).error().code, base::ErrorCode::invalid_option);
  EXPECT_EQ(VideoWriter::create(path("clip.mov"), small_video()).error().code, base::ErrorCode::invalid_option);
  EXPECT_EQ(VideoWriter::create(path("clip.webm"), small_video(VideoCodec::mpeg4)).error().code,
            base::ErrorCode::invalid_option);
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(VideoWriterTest, SaysThatTheEncoderRefusesASize) {
  VideoWriterOptions options = small_video(VideoCodec::mpeg4);
  options.width_px = 9000;  // MPEG-4 part 2 has 13 bits for it
  const auto writer = VideoWriter::create(path("clip.mp4"), options);
  ASSERT_FALSE(writer.ok());
  EXPECT_EQ(writer.error().code, base::ErrorCode::encoding_failed);
}

TEST_F(VideoWriterTest, AFrameOfAnotherSizeIsABrokenContract) {
  auto writer = VideoWriter::create(path("clip.mp4"), small_video());
  ASSERT_TRUE(writer.ok());
  EXPECT_THROW(static_cast<void>(writer->write(test_picture(32, 48, 0), 0.0)), base::ContractViolation);
}

}  // namespace
}  // namespace kizashi::media
