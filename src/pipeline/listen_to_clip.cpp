// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/listen_to_clip.h"

#include <fmt/format.h>

#include <utility>

#include "kizashi/media/audio_reader.h"
#include "kizashi/media/byte_source.h"

namespace kizashi::pipeline {

namespace {

/// -80 dB of full scale, three steps of 16 bits: less than the noise of any microphone. A track that never leaves it
/// was muted, and tells nothing of who was silent.
constexpr double muted_peak = 1e-4;

/// Without the error's message, which names the file: results hold no path.
HeardClip not_heard(const base::Error& error) {
  return {std::nullopt, fmt::format("the clip's audio cannot be read ({})", base::error_word(error.code)), 0};
}

base::Result<HeardClip> listen_to(media::AudioReader& reader, const speech::VoiceDetector& detector,
                                  const std::stop_token& stopping) {
  auto listener = detector.listen();
  while (true) {
    if (stopping.stop_requested()) return base::Error{base::ErrorCode::interrupted, "stopped on request"};
    const auto piece = reader.next();
    if (!piece.ok()) return not_heard(piece.error());
    if (!*piece) break;
    listener.add(**piece);
  }
  return HeardClip{speech::SpeechTrack(listener.finish(), reader.facts().offset_s, {}), {}, reader.corrupt_packets()};
}

}  // namespace

observation::SpeechAt HeardClip::speech_at() const {
  if (!track) return {};
  return [this](double timestamp_s) { return track->at(timestamp_s); };
}

base::Result<HeardClip> listen_to_clip(const ClipSound& clip, const speech::VoiceDetector& detector,
                                       const std::stop_token& stopping) {
  if (!clip.has_audio) return HeardClip{std::nullopt, "the clip has no audio", 0};
  auto source = media::open_file(clip.input);
  if (!source.ok()) return not_heard(source.error());
  auto reader = media::AudioReader::open(*std::move(source), {clip.clip_start_s});
  if (!reader.ok()) return not_heard(reader.error());
  if (!*reader) return HeardClip{std::nullopt, "nothing of the clip's audio can be decoded", 0};
  auto heard = listen_to(**reader, detector, stopping);
  if (!heard.ok() || !heard->track) return heard;
  if (heard->track->peak() < muted_peak) return HeardClip{std::nullopt, "the clip's audio is muted", 0};
  if (heard->track->summary(clip.clip_duration_s).covered_s > 0.0) return heard;
  return HeardClip{std::nullopt, "the clip's audio lies outside its frames' time", 0};
}

}  // namespace kizashi::pipeline
