// SPDX-License-Identifier: Apache-2.0
// Speech by espeak-ng, a program that only the tests use, with silences put in where the test says.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <ostream>
#include <random>
#include <string>
#include <vector>

#include "kizashi/base/temporary_directory.h"
#include "kizashi/speech/speech_track.h"
#include "kizashi/speech/voice_detector.h"

namespace kizashi::speech {
namespace {

using Signal = std::vector<float>;

/// The share that may be missed or heard too much.
constexpr double share_tolerance = 0.05;

struct Speaker {
  const char* name;
  const char* voice;  ///< of espeak-ng
  int words_a_minute;
  std::vector<std::string> sentences;
};

void PrintTo(const Speaker& speaker, std::ostream* out) { *out << speaker.name; }

const std::vector<std::string> english{"Hello, my name is Alex and I am in my second year.",
                                       "I study psychology, and I like to swim in the sea.",
                                       "At the weekend I often cook for my friends."};
const std::vector<std::string> japanese{"はじめまして、わたしの なまえは さくら です。",
                                        "だいがくで しんりがくを べんきょうして います。",
                                        "しゅうまつは ともだちと りょうりを します。"};

std::vector<Speaker> speakers() {
  return {{"english_slow", "en", 120, english},
          {"english", "en", 160, english},
          {"english_fast", "en", 220, english},
          {"english_us_woman", "en-us+f3", 160, english},
          {"english_us_man", "en-us+m7", 150, english},
          {"japanese_slow", "ja", 120, japanese},
          {"japanese", "ja", 160, japanese},
          {"japanese_fast", "ja", 210, japanese},
          {"japanese_woman", "ja+f2", 160, japanese}};
}

/// Seconds of silence before each sentence and after the last; the level of the noise in the whole signal.
struct Setting {
  const char* name;
  std::vector<double> silences_s;
  double noise_level;
};

std::vector<Setting> settings() {
  return {{"without_a_break", {0.0, 0.0, 0.0, 0.0}, 0.0},   {"short_breaks", {0.4, 0.5, 0.6, 0.4}, 0.0},
          {"long_breaks", {1.5, 2.0, 3.0, 1.0}, 0.0},       {"mostly_silent", {4.0, 6.0, 5.0, 5.0}, 0.0},
          {"in_a_quiet_room", {1.5, 2.0, 3.0, 1.0}, 0.001}, {"in_a_noisy_room", {1.5, 2.0, 3.0, 1.0}, 0.01}};
}

Signal sound_of_file(const std::string& path) {
  Signal samples;
  auto source = media::open_file(path);
  if (!source.ok()) return samples;
  auto reader = media::AudioReader::open(*std::move(source));
  if (!reader.ok() || !*reader) return samples;
  for (auto piece = (*reader)->next(); piece.ok() && *piece; piece = (*reader)->next()) {
    samples.insert(samples.end(), (*piece)->samples.begin(), (*piece)->samples.end());
  }
  return samples;
}

bool has_espeak() { return std::system("espeak-ng --version >/dev/null 2>&1") == 0; }

Signal spoken(const Speaker& speaker, const std::string& sentence) {
  const base::TemporaryDirectory folder;
  const std::string wav = (folder.path() / "spoken.wav").string();
  const std::string command = "espeak-ng -v " + std::string(speaker.voice) + " -s " +
                              std::to_string(speaker.words_a_minute) + " -w " + wav + " '" + sentence + "'";
  if (std::system(command.c_str()) != 0) return {};
  return sound_of_file(wav);
}

/// The sentences with the setting's silences, without its noise.
Signal clean_signal(const Speaker& speaker, const Setting& setting) {
  Signal signal;
  const auto rest = [&](double length_s) {
    signal.resize(signal.size() + static_cast<std::size_t>(length_s * media::audio_rate_hz), 0.0F);
  };
  for (std::size_t idx = 0; idx < speaker.sentences.size(); ++idx) {
    rest(setting.silences_s[idx]);
    const Signal sentence = spoken(speaker, speaker.sentences[idx]);
    EXPECT_GT(sentence.size(), 8000U) << "espeak-ng says nothing";
    signal.insert(signal.end(), sentence.begin(), sentence.end());
  }
  rest(setting.silences_s.back());
  return signal;
}

/// The truth: 10 ms of signal are speech where their level is within 40 dB of the loudest 10 ms. A pause shorter than
/// 0.1 s between speech is speech, as in the rules of the detector: it is the closure of a consonant.
double true_share(const Signal& signal) {
  constexpr std::size_t step = media::audio_rate_hz / 100;
  constexpr double least_power_share = 1e-4;
  constexpr std::size_t longest_closure = 9;
  std::vector<double> powers;
  for (std::size_t first = 0; first + step <= signal.size(); first += step) {
    double power = 0.0;
    for (std::size_t idx = first; idx < first + step; ++idx) {
      power += static_cast<double>(signal[idx]) * static_cast<double>(signal[idx]);
    }
    powers.push_back(power);
  }
  const double least_power = least_power_share * *std::max_element(powers.begin(), powers.end());
  std::size_t spoken_steps = 0;
  std::optional<std::size_t> last;
  for (std::size_t idx = 0; idx < powers.size(); ++idx) {
    if (powers[idx] < least_power) continue;
    const std::size_t pause = last ? idx - *last - 1 : 0;
    spoken_steps += 1 + (pause <= longest_closure ? pause : 0);
    last = idx;
  }
  return static_cast<double>(spoken_steps) / static_cast<double>(powers.size());
}

Signal with_noise(Signal signal, double level) {
  std::mt19937 random(5);
  std::normal_distribution<double> noise(0.0, 1.0);
  for (float& sample : signal) sample = std::clamp(sample + static_cast<float>(level * noise(random)), -1.0F, 1.0F);
  return signal;
}

class SpokenSignals : public testing::TestWithParam<Speaker> {};

TEST_P(SpokenSignals, HaveTheirShareOfSpeechMeasured) {
  if (!has_espeak()) GTEST_SKIP() << "the program espeak-ng is not installed";
  const infer::ModelStore store(infer::built_in_manifest(), infer::default_model_folders());
  if (!store.load("voice_activity").ok()) GTEST_SKIP() << "no voice activity model; run scripts/setup";
  const auto detector = VoiceDetector::create(infer::Runtime({}), store);
  ASSERT_TRUE(detector.ok());
  for (const Setting& setting : settings()) {
    const Signal clean = clean_signal(GetParam(), setting);
    auto listener = detector->listen();
    listener.add({0, with_noise(clean, setting.noise_level)});
    const SpeechTrack track(listener.finish(), 0.0, {});
    const double truth = true_share(clean);
    const double share = track.summary(1e9).speaking_share.value();
    RecordProperty(setting.name, fmt::format("true {:.3f} heard {:.3f}", truth, share));
    EXPECT_NEAR(share, truth, share_tolerance) << setting.name;
  }
}

INSTANTIATE_TEST_SUITE_P(ByEspeak, SpokenSignals, testing::ValuesIn(speakers()),
                         [](const auto& speaker) { return std::string(speaker.param.name); });

}  // namespace
}  // namespace kizashi::speech
