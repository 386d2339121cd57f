// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/audio_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kizashi/base/temporary_directory.h"
#include "kizashi/media/test_clips.h"

namespace kizashi::media {
namespace {

struct ReadSound {
  AudioFacts facts;
  std::vector<float> samples;
  std::size_t largest_piece = 0;
  std::size_t filled_samples = 0;  ///< that the recording does not hold
};

ReadSound read_sound(base::Result<std::unique_ptr<ByteSource>> source, double clip_start_s = 0.0) {
  ReadSound sound;
  auto reader = AudioReader::open(*std::move(source), {clip_start_s});
  EXPECT_TRUE(reader.ok() && *reader);
  if (!reader.ok() || !*reader) return sound;
  sound.facts = (*reader)->facts();
  while (true) {
    auto piece = (*reader)->next();
    EXPECT_TRUE(piece.ok());
    if (!piece.ok() || !*piece) return sound;
    EXPECT_EQ((*piece)->first_sample_idx, static_cast<std::int64_t>(sound.samples.size()));
    EXPECT_FALSE((*piece)->samples.empty());
    sound.largest_piece = std::max(sound.largest_piece, (*piece)->samples.size());
    if (!(*piece)->is_recorded) sound.filled_samples += (*piece)->samples.size();
    sound.samples.insert(sound.samples.end(), (*piece)->samples.begin(), (*piece)->samples.end());
  }
}

ReadSound read_wav(const TestSound& sound, const std::function<double(double)>& value_at) {
  return read_sound(open_memory(wav_bytes(sound, value_at), "sound.wav"));
}

double sine(double time_s) { return 0.5 * std::sin(2.0 * std::numbers::pi * 440.0 * time_s); }

/// A short tone burst at 0.5 s with a smooth envelope, whose middle is easy to find.
double burst(double time_s) {
  const double distance_s = time_s - 0.5;
  return 0.9 * std::exp(-distance_s * distance_s / (2.0 * 0.005 * 0.005)) *
         std::cos(2.0 * std::numbers::pi * 1000.0 * distance_s);
}

/// Energy-weighted mean time.
double centre_s(const ReadSound& sound) {
  double energy = 0.0;
  double moment = 0.0;
  for (std::size_t idx = 0; idx < sound.samples.size(); ++idx) {
    const double power = static_cast<double>(sound.samples[idx]) * static_cast<double>(sound.samples[idx]);
    energy += power;
    moment += power * static_cast<double>(idx) / audio_rate_hz;
  }
  return sound.facts.offset_s + moment / energy;
}

TEST(AudioReader, KeepsASineAtEveryRate) {
  constexpr double largest_difference = 0.002;  // the resampler's filter in its pass band
  for (const int rate_hz : {8000, 16000, 22050, 44100, 48000, 96000}) {
    SCOPED_TRACE(rate_hz);
    const ReadSound sound = read_wav({rate_hz, 2, 1.0}, sine);
    EXPECT_EQ(sound.facts.stored_rate_hz, rate_hz);
    EXPECT_EQ(sound.facts.stored_channels, 2);
    ASSERT_NEAR(static_cast<double>(sound.samples.size()), audio_rate_hz, 20.0);
    EXPECT_EQ(sound.filled_samples, 0U);
    for (std::size_t idx = 400; idx < 15600; ++idx) {  // the filter rings at both ends
      ASSERT_NEAR(static_cast<double>(sound.samples[idx]), sine(static_cast<double>(idx) / audio_rate_hz),
                  largest_difference)
          << idx;
    }
  }
}

TEST(AudioReader, MixesChannelsWithoutLeavingTheRange) {
  for (const int channels : {1, 2, 6}) {
    const ReadSound sound = read_wav({16000, channels, 0.5}, [](double) { return 0.99; });
    ASSERT_GT(sound.samples.size(), 7000U);
    const float highest = *std::max_element(sound.samples.begin(), sound.samples.end());
    EXPECT_LE(highest, 1.0F) << channels << " channels";
    EXPECT_GT(highest, 0.5F) << channels << " channels";
  }
}

TEST(AudioReader, GivesSmallPieces) {
  const ReadSound sound = read_wav({48000, 2, 20.0}, sine);
  EXPECT_NEAR(static_cast<double>(sound.samples.size()), 20.0 * audio_rate_hz, 20.0);
  EXPECT_LE(sound.largest_piece, static_cast<std::size_t>(audio_rate_hz));
}

TEST(AudioReader, FindsNoSoundInASilentClip) {
  auto reader = AudioReader::open(*open_memory(clip_bytes(".mp4"), "clip"));
  ASSERT_TRUE(reader.ok());
  EXPECT_FALSE(*reader);
}

TEST(AudioReader, FailsAsTheVideoReaderDoes) {
  const auto reader = AudioReader::open(*open_memory(bytes_of_text("no sound at all\n"), "clip"));
  ASSERT_FALSE(reader.ok());
  EXPECT_EQ(reader.error().code, base::ErrorCode::not_a_video);
}

TEST(AudioReader, ComesToAnEndOnDamagedBytes) {
  Bytes bytes = wav_bytes({8000, 1, 0.2}, sine);
  for (std::size_t size = 1; size < bytes.size(); size += 97) {
    auto reader =
        AudioReader::open(*open_memory(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)), "cut"));
    if (!reader.ok() || !*reader) continue;
    bool is_over = false;
    while (!is_over) {
      const auto piece = (*reader)->next();
      is_over = !piece.ok() || !*piece;
    }
  }
}

class AudioReaderFfmpegTest : public testing::Test {
 protected:
  void SetUp() override {
    const Bytes wav = wav_bytes({48000, 1, 1.5}, burst);
    std::FILE* stream = std::fopen(path("burst.wav").c_str(), "wb");
    std::fwrite(wav.data(), 1, wav.size(), stream);
    std::fclose(stream);
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  base::TemporaryDirectory folder_;
};

constexpr const char* picture = "-f lavfi -i testsrc=size=64x48:rate=25:duration=1.5";

TEST_F(AudioReaderFfmpegTest, StaysInTimeWithThePictureInEveryContainer) {
  // Of Opus in WebM, ffmpeg 5.1 itself moves the picture behind the sound by the 6.5 ms of padding that it then says to
  // cut.
  struct Kind {
    const char* file;
    const char* codecs;
    double tolerance_s;
  };
  for (const Kind& kind :
       {Kind{"clip.mp4", "-c:v libx264 -c:a aac", 0.002}, Kind{"clip.webm", "-c:v libvpx -c:a libopus", 0.008},
        Kind{"vorbis.webm", "-c:v libvpx -c:a libvorbis", 0.002}, Kind{"clip.mkv", "-c:v libx264 -c:a flac", 0.002},
        Kind{"clip.mov", "-c:v mpeg4 -c:a pcm_s16le", 0.002}}) {
    SCOPED_TRACE(kind.file);
    KIZASHI_RUN_FFMPEG_OR_SKIP(std::string(picture) + " -i " + path("burst.wav") + " " + kind.codecs + " " +
                               path(kind.file) + " 2>/dev/null");
    auto video = open_path(path(kind.file));
    ASSERT_TRUE(video.ok());
    EXPECT_TRUE(video->facts().has_audio);
    const ReadSound sound = read_sound(open_file(path(kind.file)), video->health().start_s);
    EXPECT_NEAR(centre_s(sound), 0.5, kind.tolerance_s);
  }
}

TEST_F(AudioReaderFfmpegTest, KnowsTheOffsetOfALateSoundStream) {
  KIZASHI_RUN_FFMPEG_OR_SKIP(std::string(picture) + " -itsoffset 0.7 -i " + path("burst.wav") +
                             " -c:v libx264 -c:a flac -shortest " + path("late.mkv") + " 2>/dev/null");
  auto video = open_path(path("late.mkv"));
  ASSERT_TRUE(video.ok());
  const ReadSound sound = read_sound(open_file(path("late.mkv")), video->health().start_s);
  EXPECT_NEAR(sound.facts.offset_s, 0.7, 0.002);
  EXPECT_NEAR(centre_s(sound), 1.2, 0.002);
}

TEST_F(AudioReaderFfmpegTest, FillsAGapInTheRecordingWithSilenceThatIsMarked) {
  // The second before 0.3 s stays; what follows is moved 0.4 s later by the container's clock.
  KIZASHI_RUN_FFMPEG_OR_SKIP("-i " + path("burst.wav") +
                             " -af \"asetpts='if(gt(PTS,SR*0.3),PTS+0.4*SR,PTS)'\" -c:a pcm_s16le " + path("gap.mkv") +
                             " 2>/dev/null");
  const ReadSound sound = read_sound(open_file(path("gap.mkv")));
  EXPECT_NEAR(centre_s(sound), 0.9, 0.002);
  EXPECT_NEAR(static_cast<double>(sound.samples.size()), 1.9 * audio_rate_hz, 40.0);
  EXPECT_NEAR(static_cast<double>(sound.filled_samples), 0.4 * audio_rate_hz, 40.0);
}

}  // namespace
}  // namespace kizashi::media
