// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/video_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "kizashi/base/temporary_directory.h"
#include "kizashi/media/test_clips.h"

namespace kizashi::media {
namespace {

constexpr double coding_tolerance = 3.0;
constexpr std::uint32_t one = 1 << 16;

bool same_pixels(const cv::Mat& first, const cv::Mat& second) {
  return first.size() == second.size() && cv::norm(first, second, cv::NORM_INF) == 0.0;
}

void expect_same_clip(const ReadClip& first, const ReadClip& second) {
  ASSERT_EQ(first.frames.size(), second.frames.size());
  EXPECT_EQ(first.health.corrupt_packets, second.health.corrupt_packets);
  for (std::size_t idx = 0; idx < first.frames.size(); ++idx) {
    EXPECT_EQ(first.frames[idx].timestamp_s, second.frames[idx].timestamp_s);
    EXPECT_TRUE(same_pixels(first.frames[idx].rgb, second.frames[idx].rgb)) << "frame " << idx;
  }
}

/// An mp4 whose track header carries a display matrix; the four numbers are its upper left corner.
Bytes turned_clip(std::array<std::uint32_t, 4> corner) {
  Bytes bytes = clip_bytes(".mp4");
  const std::size_t matrix = find_bytes(bytes, "tkhd") + 44;  // ISO/IEC 14496-12, 8.3.2, version 0
  write_u32(bytes, matrix, corner[0]);
  write_u32(bytes, matrix + 4, corner[1]);
  write_u32(bytes, matrix + 12, corner[2]);
  write_u32(bytes, matrix + 16, corner[3]);
  return bytes;
}

TEST(VideoReader, SaysWhatTheContainerStates) {
  const auto reader = open_bytes(clip_bytes(".mp4"));
  ASSERT_TRUE(reader.ok());
  const VideoFacts& facts = reader->facts();
  EXPECT_EQ(facts.container, "mov,mp4,m4a,3gp,3g2,mj2");
  EXPECT_EQ(facts.codec, "vp9");
  EXPECT_EQ(facts.width_px, 64);
  EXPECT_EQ(facts.height_px, 48);
  EXPECT_EQ(facts.rotation_deg, 0);
  EXPECT_NEAR(facts.stated_duration_s.value(), 0.48, 1e-3);
  EXPECT_NEAR(facts.stated_frame_rate_hz.value(), 25.0, 1e-3);
  EXPECT_EQ(facts.stated_frames, 12);
  EXPECT_FALSE(facts.has_audio);
  EXPECT_FALSE(facts.is_still_image);
}

TEST(VideoReader, NumbersFramesFromZeroAndStaysAtTheEnd) {
  auto reader = open_bytes(clip_bytes(".webm"));
  ASSERT_TRUE(reader.ok());
  for (std::int64_t idx = 0; idx < 12; ++idx) {
    const auto frame = reader->next();
    ASSERT_TRUE(frame.ok() && *frame);
    EXPECT_EQ((*frame)->frame_idx, idx);
    EXPECT_EQ((*frame)->rgb.type(), CV_8UC3);
  }
  for (int more = 0; more < 3; ++more) {
    const auto frame = reader->next();
    ASSERT_TRUE(frame.ok());
    EXPECT_FALSE(*frame);
  }
}

TEST(VideoReader, ReadsMemoryAndFilesAlike) {
  const base::TemporaryDirectory folder;
  write_clip(folder.path() / "clip.mkv");
  expect_same_clip(read_clip(open_path(folder.path() / "clip.mkv")),
                   read_clip(open_bytes(bytes_of_file(folder.path() / "clip.mkv"))));
}

TEST(VideoReader, DecodesAlikeWithAnyNumberOfThreads) {
  TestClip longer;
  longer.frames = 40;
  for (const VideoCodec codec : {VideoCodec::vp9, VideoCodec::mpeg4}) {
    longer.codec = codec;
    const Bytes bytes = clip_bytes(".mp4", longer);
    VideoReaderOptions four;
    four.decoder_threads = 4;
    const ReadClip single = read_clip(open_bytes(bytes));
    EXPECT_EQ(single.frames.size(), 40U);
    expect_same_clip(single, read_clip(open_bytes(bytes, four)));
  }
}

struct Turn {
  const char* name;
  std::array<std::uint32_t, 4> corner;
  int rotation_deg;
  std::optional<int> rotate_code;
};

class VideoReaderTurnTest : public testing::TestWithParam<Turn> {};

TEST_P(VideoReaderTurnTest, ShowsPhoneVideoUpright) {
  const ReadClip clip = read_clip(open_bytes(turned_clip(GetParam().corner)));
  EXPECT_EQ(clip.facts.rotation_deg, GetParam().rotation_deg);
  ASSERT_EQ(clip.frames.size(), 12U);
  cv::Mat expected = test_picture(64, 48, 0);
  if (GetParam().rotate_code) cv::rotate(test_picture(64, 48, 0), expected, *GetParam().rotate_code);
  EXPECT_EQ(cv::Size(clip.facts.width_px, clip.facts.height_px), expected.size());
  ASSERT_EQ(clip.frames.front().rgb.size(), expected.size());
  EXPECT_LT(mean_difference(clip.frames.front().rgb, expected), coding_tolerance);
}

INSTANTIATE_TEST_SUITE_P(
    All, VideoReaderTurnTest,
    testing::Values(Turn{"Upright", {one, 0, 0, one}, 0, std::nullopt},
                    Turn{"QuarterTurn", {0, one, -one, 0}, 90, cv::ROTATE_90_CLOCKWISE},
                    Turn{"HalfTurn", {-one, 0, 0, -one}, 180, cv::ROTATE_180},
                    Turn{"ThreeQuarterTurn", {0, -one, one, 0}, 270, cv::ROTATE_90_COUNTERCLOCKWISE}),
    [](const auto& turn) { return std::string(turn.param.name); });

/// A 2 x 2 bitmap: red and green above, blue and white below (rows are stored from below, blue first, padded to 4
/// bytes).
Bytes four_pixel_bmp() {
  constexpr std::string_view bmp(
      "BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\2\0\0\0\2\0\0\0\1\0\x18\0\0\0\0\0\x10\0\0\0"
      "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xFF\0\0\xFF\xFF\xFF\0\0\0\0\xFF\0\xFF\0\0\0",
      70);
  return bytes_of_text(bmp);
}

TEST(VideoReader, ReadsAPictureAsAVideoOfOneFrame) {
  const ReadClip clip = read_clip(open_bytes(four_pixel_bmp()));
  ASSERT_FALSE(clip.error) << clip.error->message;
  ASSERT_EQ(clip.frames.size(), 1U);
  EXPECT_TRUE(clip.facts.is_still_image);
  EXPECT_FALSE(clip.facts.stated_duration_s || clip.facts.stated_frame_rate_hz || clip.facts.stated_frames);
  EXPECT_FALSE(clip.health.ends_early);
  const cv::Mat& rgb = clip.frames.front().rgb;
  EXPECT_EQ(clip.frames.front().timestamp_s, 0.0);
  EXPECT_EQ(rgb.at<cv::Vec3b>(0, 0), cv::Vec3b(255, 0, 0));
  EXPECT_EQ(rgb.at<cv::Vec3b>(0, 1), cv::Vec3b(0, 255, 0));
  EXPECT_EQ(rgb.at<cv::Vec3b>(1, 0), cv::Vec3b(0, 0, 255));
  EXPECT_EQ(rgb.at<cv::Vec3b>(1, 1), cv::Vec3b(255, 255, 255));
}

TEST(VideoReader, ReadsAPictureOfOnePixel) {
  // 1 x 1, 8 bits a channel, RGB, one row without filter: 10 200 30.
  constexpr std::string_view png(
      "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90\x77\x53\xDE"
      "\0\0\0\x0CIDAT\x78\x9C\x63\xE0\x3A\x21\x07\0\1\xD0\0\xF1\x24\x5C\x91\xF4\0\0\0\0IEND\xAE\x42\x60\x82",
      69);
  const ReadClip clip = read_clip(open_bytes(bytes_of_text(png)));
  ASSERT_FALSE(clip.error) << clip.error->message;
  ASSERT_EQ(clip.frames.size(), 1U);
  EXPECT_EQ(clip.frames.front().rgb.size(), cv::Size(1, 1));
  EXPECT_EQ(clip.frames.front().rgb.at<cv::Vec3b>(0, 0), cv::Vec3b(10, 200, 30));
}

class VideoReaderFfmpegTest : public testing::Test {
 protected:
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  [[nodiscard]] ReadClip read(const std::string& name) const { return read_clip(open_path(path(name))); }
  base::TemporaryDirectory folder_;
};

TEST_F(VideoReaderFfmpegTest, ReadsTheCodecsAndContainersOfTheField) {
  const std::vector<std::pair<std::string, std::string>> kinds{{"clip.mp4", "-c:v libx264 -pix_fmt yuv420p -bf 3"},
                                                               {"hevc.mp4", "-c:v libx265 -x265-params log-level=none"},
                                                               {"clip.webm", "-c:v libvpx"},
                                                               {"clip.mkv", "-c:v libvpx-vp9"},
                                                               {"clip.avi", "-c:v mpeg4 -bf 2"},
                                                               {"clip.wmv", "-c:v wmv2"},
                                                               {"av1.mp4", "-c:v libsvtav1 -preset 12"},
                                                               {"clip.mov", "-c:v mjpeg"},
                                                               {"clip.ts", "-c:v mpeg2video"},
                                                               {"clip.gif", ""}};
  for (const auto& [name, codec] : kinds) {
    SCOPED_TRACE(name);
    KIZASHI_RUN_FFMPEG_OR_SKIP("-f lavfi -i testsrc=size=96x64:rate=25:duration=0.8 " + codec + " " + path(name) +
                               " 2>/dev/null");
    const ReadClip clip = read(name);
    EXPECT_FALSE(clip.error) << clip.error->message;
    EXPECT_EQ(clip.frames.size(), 20U);
    EXPECT_EQ(clip.health.corrupt_packets, 0);
    EXPECT_LE(clip.health.untimed_frames, name == "clip.avi" ? 1 : 0);  // AVI has no times of presentation
    EXPECT_FALSE(clip.health.ends_early);
    constexpr double container_clock_s = 0.001;
    for (const Frame& frame : clip.frames) {
      EXPECT_NEAR(frame.timestamp_s, 0.04 * static_cast<double>(frame.frame_idx), container_clock_s);
    }
  }
}

TEST_F(VideoReaderFfmpegTest, ReadsPicturesOfTheField) {
  for (const std::string name : {"a.png", "a.jpg", "a.webp", "a.bmp", "a.tiff"}) {
    SCOPED_TRACE(name);
    KIZASHI_RUN_FFMPEG_OR_SKIP("-f lavfi -i color=c=0x3C78B4:size=40x30 -frames:v 1 " + path(name) + " 2>/dev/null");
    const ReadClip clip = read(name);
    ASSERT_EQ(clip.frames.size(), 1U);
    EXPECT_TRUE(clip.facts.is_still_image);
    EXPECT_LT(mean_difference(clip.frames.front().rgb, cv::Mat(30, 40, CV_8UC3, cv::Scalar(0x3C, 0x78, 0xB4))),
              coding_tolerance);
  }
}

TEST_F(VideoReaderFfmpegTest, TurnsAPhotoByItsExifOrientation) {
  KIZASHI_RUN_FFMPEG_OR_SKIP("-f lavfi -i testsrc=size=40x30 -frames:v 1 " + path("a.jpg"));
  Bytes bytes = bytes_of_file(path("a.jpg"));
  // APP1 with a TIFF header and one entry: orientation (0x0112) 6, a quarter turn clockwise (Exif 2.32, 4.6.4).
  constexpr std::string_view exif(
      "\xFF\xE1\0\x22"
      "Exif\0\0MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0",
      36);
  const auto app1 = bytes_of_text(exif);
  const ReadClip plain = read("a.jpg");
  bytes.insert(bytes.begin() + 2, app1.begin(), app1.end());
  const ReadClip turned = read_clip(open_bytes(bytes));
  ASSERT_EQ(turned.frames.size(), 1U);
  EXPECT_EQ(turned.facts.rotation_deg, 90);
  cv::Mat expected;
  cv::rotate(plain.frames.at(0).rgb, expected, cv::ROTATE_90_CLOCKWISE);
  EXPECT_TRUE(same_pixels(turned.frames.front().rgb, expected));
}

TEST_F(VideoReaderFfmpegTest, GivesFramesThatChangeSizeInTheirOwnSize) {
  for (const std::string size : {"96x64", "64x96"}) {
    KIZASHI_RUN_FFMPEG_OR_SKIP("-f lavfi -i testsrc=rate=25:duration=0.4:size=" + size + " -c:v mpeg2video " +
                               path(size + ".ts"));
  }
  Bytes both = bytes_of_file(path("96x64.ts"));
  const Bytes second = bytes_of_file(path("64x96.ts"));
  both.insert(both.end(), second.begin(), second.end());
  const ReadClip clip = read_clip(open_bytes(both));
  ASSERT_FALSE(clip.error) << clip.error->message;
  ASSERT_FALSE(clip.frames.empty());
  EXPECT_EQ(clip.frames.front().rgb.size(), cv::Size(96, 64));
  EXPECT_EQ(clip.frames.back().rgb.size(), cv::Size(64, 96));
}

TEST_F(VideoReaderFfmpegTest, ReadsTenBitAndTransparentPictures) {
  KIZASHI_RUN_FFMPEG_OR_SKIP("-f lavfi -i color=c=0x3C78B4:size=64x48:rate=25:duration=0.2 -pix_fmt yuv420p10le " +
                             std::string("-c:v libx265 -x265-params log-level=none ") + path("ten.mp4") +
                             " 2>/dev/null");
  KIZASHI_RUN_FFMPEG_OR_SKIP("-f lavfi -i color=c=0x3C78B4:size=64x48 -frames:v 1 -pix_fmt rgba " + path("alpha.png"));
  for (const std::string name : {"ten.mp4", "alpha.png"}) {
    SCOPED_TRACE(name);
    const ReadClip clip = read(name);
    ASSERT_FALSE(clip.frames.empty());
    EXPECT_LT(mean_difference(clip.frames.front().rgb, cv::Mat(48, 64, CV_8UC3, cv::Scalar(0x3C, 0x78, 0xB4))),
              coding_tolerance);
  }
}

TEST_F(VideoReaderFfmpegTest, KeepsTheTimesOfAnEditedBrowserRecording) {
  KIZASHI_RUN_FFMPEG_OR_SKIP(
      "-f lavfi -i testsrc=size=96x64:rate=30:duration=1 -vf \"select='not(mod(n,3))+gt(n,20)'," +
      std::string("setpts=PTS+2/TB\" -fps_mode vfr -c:v libvpx ") + path("clip.webm"));
  const ReadClip clip = read("clip.webm");
  ASSERT_EQ(clip.frames.size(), 16U);  // 0, 3, ... 18, 21 to 29
  EXPECT_NEAR(clip.health.start_s, 2.0, 0.001);
  EXPECT_NEAR(clip.frames.at(1).timestamp_s, 3.0 / 30.0, 0.001);
  EXPECT_NEAR(clip.frames.back().timestamp_s, 29.0 / 30.0, 0.001);
}

}  // namespace
}  // namespace kizashi::media
