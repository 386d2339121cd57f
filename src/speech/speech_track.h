// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "kizashi/observation/speech.h"
#include "kizashi/speech/heard_sound.h"
#include "kizashi/speech/voice_segments.h"

namespace kizashi::speech {

/// How much of a clip is spoken.
struct SpeechSummary {
  double covered_s = 0.0;   ///< of the clip, in which there is sound
  double speaking_s = 0.0;  ///< of that, in which somebody speaks
  std::int64_t segments = 0;
  std::optional<double> speaking_share;  ///< speaking_s / covered_s; nothing where no sound covers the clip
};

/// Who speaks when, on the clock of the clip's frames.
class SpeechTrack {
 public:
  /// `offset_s` is the time of the first sample on the frames' clock.
  SpeechTrack(HeardSound sound, double offset_s, const SegmentRules& rules);

  /// The chunk under a frame's time, and whether the time lies within a segment of speech. Unknown before the sound,
  /// after it, and where a piece of it is missing.
  [[nodiscard]] observation::HeardSpeech at(double timestamp_s) const;
  /// Of the part of the sound that lies within the clip, from 0 to its duration.
  [[nodiscard]] SpeechSummary summary(double clip_duration_s) const;
  [[nodiscard]] const std::vector<Segment>& segments() const { return segments_; }
  [[nodiscard]] double peak() const { return static_cast<double>(sound_.peak); }
  [[nodiscard]] const SegmentRules& rules() const { return rules_; }

 private:
  HeardSound sound_;
  double offset_s_;
  SegmentRules rules_;
  std::vector<Segment> segments_;
};

}  // namespace kizashi::speech
