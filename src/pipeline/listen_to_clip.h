// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "kizashi/media/audio_reader.h"
#include "kizashi/observation/speech.h"
#include "kizashi/speech/speech_track.h"
#include "kizashi/speech/voice_detector.h"

namespace kizashi::pipeline {

/// Who speaks when in a clip; or why that is not known.
struct HeardClip {
  std::optional<speech::SpeechTrack> track;  ///< covers at least a part of the clip
  std::string reason;                        ///< why there is no track; holds no path
  std::int64_t corrupt_packets = 0;

  /// Empty without a track; else it refers to this object.
  [[nodiscard]] observation::SpeechAt speech_at() const;
};

/// The clip whose sound is to be heard.
struct ClipSound {
  std::filesystem::path input;
  bool has_audio = false;
  double clip_start_s = 0.0;  ///< presentation time of the first frame
};

/// Opens a clip once more and listens to its sound, a packet at a time, while others look at its frames.
class ClipListener {
 public:
  /// Keeps a reference to the detector.
  ClipListener(ClipSound clip, const speech::VoiceDetector& detector);

  /// Hears the next piece of sound; false once there is none.
  bool step();
  /// What was heard, after the last step. A clip without sound, or with sound that cannot be decoded, is a result.
  /// `clip_duration_s` counts from the first frame.
  HeardClip finish(double clip_duration_s);

 private:
  /// Nothing is left to be heard.
  bool end(HeardClip heard);
  bool open();

  ClipSound clip_;
  const speech::VoiceDetector& detector_;
  std::optional<media::AudioReader> reader_;
  std::optional<speech::VoiceListener> listener_;
  HeardClip heard_;
};

}  // namespace kizashi::pipeline
