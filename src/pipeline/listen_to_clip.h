// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

#include "kizashi/base/result.h"
#include "kizashi/observation/speech.h"
#include "kizashi/speech/speech_track.h"
#include "kizashi/speech/voice_detector.h"

namespace kizashi::pipeline {

/// What the frames have told of the clip whose sound is to be heard.
struct ClipSound {
  std::filesystem::path input;
  bool has_audio = false;
  double clip_start_s = 0.0;     ///< presentation time of the first frame
  double clip_duration_s = 0.0;  ///< from the first frame on
};

/// Who speaks when in a clip; or why that is not known.
struct HeardClip {
  std::optional<speech::SpeechTrack> track;  ///< covers at least a part of the clip
  std::string reason;                        ///< why there is no track; holds no path
  std::int64_t corrupt_packets = 0;

  /// Empty without a track; else it refers to this object.
  [[nodiscard]] observation::SpeechAt speech_at() const;
};

/// Opens the input once more and listens to its sound. A clip without sound, or with sound that cannot be decoded, is a
/// result. Fails with interrupted.
base::Result<HeardClip> listen_to_clip(const ClipSound& clip, const speech::VoiceDetector& detector,
                                       const std::stop_token& stopping);

}  // namespace kizashi::pipeline
