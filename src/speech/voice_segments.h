// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "kizashi/speech/heard_sound.h"

namespace kizashi::speech {

/// When a run of chunks is speech. The numbers are the defaults that Silero VAD 6.2 publishes for its model; its margin
/// of 0.03 s around each segment, which keeps the ends of words for a recogniser, is left out, as it counts silence as
/// speech.
struct SegmentRules {
  double onset_probability = 0.5;    ///< speech begins with a chunk of at least this
  double offset_probability = 0.35;  ///< and can end before a chunk of less than this
  double shortest_speech_s = 0.25;   ///< shorter speech is dropped: a click or a cough
  double shortest_silence_s = 0.1;   ///< shorter silence within speech is speech: the closure of a plosive
};

/// From and until when somebody speaks, in seconds after the first sample.
struct Segment {
  double start_s = 0.0;
  double end_s = 0.0;
};

/// Segments of speech in their order, apart from each other. None goes on across sound that is missing.
std::vector<Segment> find_segments(const HeardSound& sound, const SegmentRules& rules);

}  // namespace kizashi::speech
