// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/listen_to_clip.h"

#include <fmt/format.h>

#include <utility>

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

}  // namespace

observation::SpeechAt HeardClip::speech_at() const {
  if (!track) return {};
  return [this](double timestamp_s) { return track->at(timestamp_s); };
}

ClipListener::ClipListener(ClipSound clip, const speech::VoiceDetector& detector)
    : clip_(std::move(clip)), detector_(detector) {}

bool ClipListener::end(HeardClip heard) {
  heard_ = std::move(heard);
  return false;
}

bool ClipListener::open() {
  if (!clip_.has_audio) return end({std::nullopt, "the clip has no audio", 0});
  auto source = media::open_file(clip_.input);
  if (!source.ok()) return end(not_heard(source.error()));
  auto reader = media::AudioReader::open(*std::move(source), {clip_.clip_start_s});
  if (!reader.ok()) return end(not_heard(reader.error()));
  if (!*reader) return end({std::nullopt, "nothing of the clip's audio can be decoded", 0});
  reader_ = **std::move(reader);
  listener_ = detector_.listen();
  return true;
}

bool ClipListener::step() {
  if (!reader_) return open();
  const auto piece = reader_->next();
  if (!piece.ok()) return end(not_heard(piece.error()));
  if (*piece) {
    listener_->add(**piece);
    return true;
  }
  return end({speech::SpeechTrack(listener_->finish(), reader_->facts().offset_s, {}), {}, reader_->corrupt_packets()});
}

HeardClip ClipListener::finish(double clip_duration_s) {
  if (!heard_.track) return std::move(heard_);
  if (heard_.track->peak() < muted_peak) return {std::nullopt, "the clip's audio is muted", 0};
  if (heard_.track->summary(clip_duration_s).covered_s > 0.0) return std::move(heard_);
  return {std::nullopt, "the clip's audio lies outside its frames' time", 0};
}

}  // namespace kizashi::pipeline
