// SPDX-License-Identifier: Apache-2.0
#include "kizashi/speech/voice_detector.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "kizashi/base/check.h"

namespace kizashi::speech {

namespace {

// The network's own sizes: it sees the end of the chunk before, and hands its memory on.
constexpr std::size_t context_samples = 64;
constexpr std::size_t sound_input = 0;
constexpr std::size_t state_input = 1;
constexpr std::size_t probability_output = 0;
constexpr std::size_t state_output = 1;

}  // namespace

void VoiceListener::add(const media::AudioPiece& piece) {
  KIZASHI_CHECK(piece.first_sample_idx == heard_.samples, "sound comes without gaps");
  for (const float sample : piece.samples) heard_.peak = std::max(heard_.peak, std::abs(sample));
  std::span<const float> rest(piece.samples);
  while (!rest.empty()) {
    const auto taken = std::min(rest.size(), static_cast<std::size_t>(chunk_samples - chunk_filled_));
    std::copy_n(rest.begin(), taken, chunk_.begin() + chunk_filled_);
    rest = rest.subspan(taken);
    chunk_filled_ += static_cast<std::int64_t>(taken);
    heard_.samples += static_cast<std::int64_t>(taken);
    chunk_is_recorded_ = chunk_is_recorded_ && piece.is_recorded;
    if (chunk_filled_ == chunk_samples) hear_chunk();
  }
}

void VoiceListener::hear_chunk() {
  const auto input = session_.input(sound_input);
  std::copy_n(input.end() - context_samples, context_samples, input.begin());
  std::copy(chunk_.begin(), chunk_.end(), input.begin() + context_samples);
  session_.run();
  std::ranges::copy(session_.output(state_output), session_.input(state_input).begin());
  const float probability = session_.output(probability_output)[0];
  heard_.probabilities.push_back(chunk_is_recorded_ ? std::optional(probability) : std::nullopt);
  chunk_filled_ = 0;
  chunk_is_recorded_ = true;
}

HeardSound VoiceListener::finish() {
  if (chunk_filled_ > 0) {
    std::fill(chunk_.begin() + chunk_filled_, chunk_.end(), 0.0F);
    hear_chunk();
  }
  return std::move(heard_);
}

base::Result<VoiceDetector> VoiceDetector::create(const infer::Runtime& runtime, const infer::ModelStore& store) {
  const auto file = store.load("voice_activity");
  if (!file.ok()) return file.error();
  const std::vector<infer::Shape> inputs{{1, context_samples + static_cast<std::size_t>(chunk_samples)}, {2, 1, 128}};
  auto model = runtime.compile(*file, inputs);
  if (!model.ok()) return model.error();
  return VoiceDetector(*std::move(model), *file);
}

VoiceListener VoiceDetector::listen() const {
  VoiceListener listener(model_.make_session());
  std::ranges::fill(listener.session_.input(sound_input), 0.0F);
  std::ranges::fill(listener.session_.input(state_input), 0.0F);
  return listener;
}

}  // namespace kizashi::speech
