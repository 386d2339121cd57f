// SPDX-License-Identifier: Apache-2.0
#include "kizashi/speech/voice_segments.h"

#include <cstddef>
#include <optional>

namespace kizashi::speech {

namespace {

double start_s(std::size_t chunk_idx) { return static_cast<double>(chunk_idx) * chunk_s; }

/// Follows the probabilities of one stretch of unbroken sound.
class StretchFollower {
 public:
  StretchFollower(const SegmentRules& rules, std::vector<Segment>& segments) : rules_(rules), segments_(segments) {}

  void add(std::size_t chunk_idx, double probability) {
    const double chunk_start_s = start_s(chunk_idx);
    if (probability >= rules_.onset_probability) {
      if (!speech_start_s_) speech_start_s_ = chunk_start_s;
      silence_start_s_.reset();
    }
    if (!speech_start_s_) return;
    if (probability < rules_.offset_probability && !silence_start_s_) silence_start_s_ = chunk_start_s;
    if (silence_start_s_ && chunk_start_s + chunk_s - *silence_start_s_ >= rules_.shortest_silence_s)
      end(chunk_start_s);
  }

  /// Ends the speech that goes on: where silence began, or with the stretch.
  void end(double stretch_end_s) {
    if (!speech_start_s_) return;
    const Segment segment{*speech_start_s_, silence_start_s_.value_or(stretch_end_s)};
    if (segment.end_s - segment.start_s >= rules_.shortest_speech_s) segments_.push_back(segment);
    speech_start_s_.reset();
    silence_start_s_.reset();
  }

 private:
  const SegmentRules& rules_;
  std::vector<Segment>& segments_;
  std::optional<double> speech_start_s_;
  std::optional<double> silence_start_s_;
};

}  // namespace

std::vector<Segment> find_segments(const HeardSound& sound, const SegmentRules& rules) {
  const auto& probabilities = sound.probabilities;
  const double sound_end_s = static_cast<double>(sound.samples) / media::audio_rate_hz;
  std::vector<Segment> segments;
  StretchFollower follower(rules, segments);
  for (std::size_t idx = 0; idx < probabilities.size(); ++idx) {
    if (probabilities[idx]) {
      follower.add(idx, static_cast<double>(*probabilities[idx]));
    } else {
      follower.end(start_s(idx));
    }
  }
  follower.end(sound_end_s);
  return segments;
}

}  // namespace kizashi::speech
