// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>

#include "kizashi/base/result.h"
#include "kizashi/infer/model.h"
#include "kizashi/infer/model_store.h"
#include "kizashi/media/audio_reader.h"
#include "kizashi/speech/heard_sound.h"

namespace kizashi::speech {

/// Listens to one recording, piece by piece.
class VoiceListener {
 public:
  /// Pieces come in their order and without gaps between them, as AudioReader gives them.
  void add(const media::AudioPiece& piece);
  /// Everything heard; call it once, at the end.
  HeardSound finish();

 private:
  friend class VoiceDetector;
  explicit VoiceListener(infer::Session session) : session_(std::move(session)) {}
  void hear_chunk();

  infer::Session session_;
  std::array<float, chunk_samples> chunk_{};
  std::int64_t chunk_filled_ = 0;
  bool chunk_is_recorded_ = true;
  HeardSound heard_;
};

/// Silero VAD, a recurrent network that tells speech from other sound.
class VoiceDetector {
 public:
  /// Fails with missing_model, wrong_checksum, unusable_model.
  static base::Result<VoiceDetector> create(const infer::Runtime& runtime, const infer::ModelStore& store);

  [[nodiscard]] VoiceListener listen() const;
  [[nodiscard]] const std::string& model_name() const { return model_name_; }
  [[nodiscard]] const std::string& model_sha256() const { return model_sha256_; }

 private:
  VoiceDetector(infer::Model model, const infer::VerifiedFile& file)
      : model_(std::move(model)), model_name_(file.name), model_sha256_(file.sha256) {}

  infer::Model model_;
  std::string model_name_;
  std::string model_sha256_;
};

}  // namespace kizashi::speech
