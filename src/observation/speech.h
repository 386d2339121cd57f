// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>

namespace kizashi::observation {

/// Whether somebody is heard to speak.
enum class Speech {
  unknown,  ///< no sound covers this time, or nobody listened
  silent,
  speaking,
};

/// What is heard at one time of a clip.
struct HeardSpeech {
  Speech state = Speech::unknown;
  std::optional<double> probability;  ///< that somebody speaks, 0 to 1; there unless the state is unknown
};

/// What is heard at a time on the clock of FrameObservation::timestamp_s; an empty function hears nothing.
using SpeechAt = std::function<HeardSpeech(double timestamp_s)>;

}  // namespace kizashi::observation
