// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <random>

#include "kizashi/media/test_clips.h"

namespace kizashi::media {
namespace {

TestClip longer_clip(VideoCodec codec = VideoCodec::vp9) {
  TestClip clip;
  clip.frames = 30;
  clip.codec = codec;
  return clip;
}

void damage(Bytes& bytes, std::size_t from, std::size_t count) {
  std::mt19937 generator(7);
  for (std::size_t byte = from; byte < from + count; ++byte) bytes.at(byte) = static_cast<std::byte>(generator());
}

TEST(DamagedClip, IsReadOverCorruptPacketsInTheMiddle) {
  Bytes bytes = clip_bytes(".mp4", longer_clip());
  const std::size_t frames = find_bytes(bytes, "mdat") + 4;
  const std::size_t index = find_bytes(bytes, "moov") - 4;
  damage(bytes, (frames + index) / 2, (index - frames) / 8);
  const ReadClip clip = read_clip(open_bytes(bytes));
  EXPECT_FALSE(clip.error);
  EXPECT_GT(clip.health.corrupt_packets, 0);
  EXPECT_GE(clip.frames.size(), 15U);  // at least those before the damage
  EXPECT_FALSE(clip.health.ends_early);
}

TEST(DamagedClip, IsReadAlikeEveryTime) {
  for (const VideoCodec codec : {VideoCodec::vp9, VideoCodec::mpeg4}) {
    Bytes bytes = clip_bytes(".mkv", longer_clip(codec));
    damage(bytes, bytes.size() / 2, 40);
    const ReadClip first = read_clip(open_bytes(bytes));
    const ReadClip second = read_clip(open_bytes(bytes));
    ASSERT_EQ(first.frames.size(), second.frames.size());
    EXPECT_EQ(first.health.corrupt_packets, second.health.corrupt_packets);
    for (std::size_t idx = 0; idx < first.frames.size(); ++idx) {
      EXPECT_EQ(cv::norm(first.frames[idx].rgb, second.frames[idx].rgb, cv::NORM_INF), 0.0) << "frame " << idx;
    }
  }
}

TEST(DamagedClip, CutBehindItsIndexGivesWhatIsThere) {
  const Bytes whole = with_index_first(clip_bytes(".mp4", longer_clip()));
  EXPECT_EQ(read_clip(open_bytes(whole)).frames.size(), 30U);
  EXPECT_FALSE(read_clip(open_bytes(whole)).health.ends_early);
  const std::size_t frames = find_bytes(whole, "mdat") + 4;
  const Bytes half(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>((frames + whole.size()) / 2));
  const ReadClip clip = read_clip(open_bytes(half));
  EXPECT_FALSE(clip.error);
  EXPECT_GE(clip.frames.size(), 2U);
  EXPECT_LT(clip.frames.size(), 30U);
  EXPECT_TRUE(clip.health.ends_early);
  EXPECT_EQ(clip.facts.stated_frames, 30);
}

TEST(DamagedClip, OneByteShortIsSaidToEndEarly) {
  Bytes bytes = with_index_first(clip_bytes(".mp4", longer_clip()));
  bytes.pop_back();
  EXPECT_TRUE(read_clip(open_bytes(bytes)).health.ends_early);
}

TEST(DamagedClip, MatroskaCutInTheMiddleIsSaidToEndEarly) {
  Bytes bytes = clip_bytes(".mkv", longer_clip());
  bytes.resize(bytes.size() / 2);
  const ReadClip clip = read_clip(open_bytes(bytes));
  EXPECT_FALSE(clip.error);
  EXPECT_GE(clip.frames.size(), 2U);
  EXPECT_TRUE(clip.health.ends_early);
}

/// Reads whatever comes to the end. The point is that it comes to an end, with times that do not run backwards.
void expect_a_proper_answer(const Bytes& bytes) {
  const ReadClip clip = read_clip(open_bytes(bytes));
  double last_s = 0.0;
  for (const Frame& frame : clip.frames) {
    ASSERT_GE(frame.timestamp_s, last_s);
    ASSERT_FALSE(frame.rgb.empty());
    last_s = frame.timestamp_s;
  }
  ASSERT_TRUE(clip.error || !clip.frames.empty());
}

class DamagedAnywhereTest : public testing::TestWithParam<std::tuple<std::string, VideoCodec>> {
 protected:
  static constexpr int places = 50;  // four clips, so 200 of each kind of damage
  [[nodiscard]] static Bytes clip() {
    TestClip small;
    small.frames = 6;
    small.codec = std::get<1>(GetParam());
    const Bytes bytes = clip_bytes(std::get<0>(GetParam()), small);
    return std::get<0>(GetParam()) == ".mp4" ? with_index_first(bytes) : bytes;
  }
};

TEST_P(DamagedAnywhereTest, CutAtAnyPlaceGivesAnAnswer) {
  const Bytes whole = clip();
  std::mt19937 generator(11);
  for (int place = 0; place < places; ++place) {
    const std::size_t size = 1 + generator() % (whole.size() - 1);
    SCOPED_TRACE(size);
    expect_a_proper_answer(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
  }
}

TEST_P(DamagedAnywhereTest, ByteFlipsAtAnyPlaceGiveAnAnswer) {
  const Bytes whole = clip();
  std::mt19937 generator(12);
  for (int place = 0; place < places; ++place) {
    Bytes bytes = whole;
    SCOPED_TRACE(place);
    for (int flips = 0; flips < 4; ++flips)
      bytes.at(generator() % bytes.size()) ^= static_cast<std::byte>(1 + generator() % 255);
    expect_a_proper_answer(bytes);
  }
}

INSTANTIATE_TEST_SUITE_P(All, DamagedAnywhereTest,
                         testing::Values(std::tuple(".mp4", VideoCodec::vp9), std::tuple(".mp4", VideoCodec::mpeg4),
                                         std::tuple(".mkv", VideoCodec::vp9), std::tuple(".webm", VideoCodec::vp9)),
                         [](const auto& one_case) {
                           return std::get<0>(one_case.param).substr(1) +
                                  (std::get<1>(one_case.param) == VideoCodec::vp9 ? "Vp9" : "Mpeg4");
                         });

}  // namespace
}  // namespace kizashi::media
