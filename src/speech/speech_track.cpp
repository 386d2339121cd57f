// SPDX-License-Identifier: Apache-2.0
#include "kizashi/speech/speech_track.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "kizashi/base/check.h"

namespace kizashi::speech {

namespace {

double shared_length_s(const Segment& one, const Segment& other) {
  return std::max(0.0, std::min(one.end_s, other.end_s) - std::max(one.start_s, other.start_s));
}

bool holds(const std::vector<Segment>& segments, double time_s) {
  const auto next = std::upper_bound(segments.begin(), segments.end(), time_s,
                                     [](double time, const Segment& segment) { return time < segment.start_s; });
  return next != segments.begin() && time_s < std::prev(next)->end_s;
}

}  // namespace

SpeechTrack::SpeechTrack(HeardSound sound, double offset_s, const SegmentRules& rules)
    : sound_(std::move(sound)), offset_s_(offset_s), rules_(rules), segments_(find_segments(sound_, rules)) {
  const auto chunks = static_cast<std::int64_t>(sound_.probabilities.size());
  KIZASHI_CHECK(chunks == (sound_.samples + chunk_samples - 1) / chunk_samples, "every sample lies in a chunk");
}

observation::HeardSpeech SpeechTrack::at(double timestamp_s) const {
  const double sample = std::round((timestamp_s - offset_s_) * media::audio_rate_hz);
  if (!(sample >= 0.0 && sample < static_cast<double>(sound_.samples))) return {};
  const auto sample_idx = static_cast<std::int64_t>(sample);
  const auto& probability = sound_.probabilities[static_cast<std::size_t>(sample_idx / chunk_samples)];
  if (!probability) return {};
  const bool speaks = holds(segments_, static_cast<double>(sample_idx) / media::audio_rate_hz);
  return {speaks ? observation::Speech::speaking : observation::Speech::silent, static_cast<double>(*probability)};
}

SpeechSummary SpeechTrack::summary(double clip_duration_s) const {
  const Segment clip{-offset_s_, clip_duration_s - offset_s_};
  const double sound_end_s = static_cast<double>(sound_.samples) / media::audio_rate_hz;
  SpeechSummary summary;
  for (std::size_t idx = 0; idx < sound_.probabilities.size(); ++idx) {
    if (!sound_.probabilities[idx]) continue;
    const double start_s = static_cast<double>(idx) * chunk_s;
    summary.covered_s += shared_length_s({start_s, std::min(start_s + chunk_s, sound_end_s)}, clip);
  }
  for (const Segment& segment : segments_) {
    const double spoken_s = shared_length_s(segment, clip);
    summary.speaking_s += spoken_s;
    if (spoken_s > 0.0) ++summary.segments;
  }
  if (summary.covered_s > 0.0) summary.speaking_share = std::min(1.0, summary.speaking_s / summary.covered_s);
  return summary;
}

}  // namespace kizashi::speech
