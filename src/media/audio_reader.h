// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/media/byte_source.h"

namespace kizashi::media {

inline constexpr int audio_rate_hz = 16000;

struct AudioReaderOptions {
  double clip_start_s = 0.0;  ///< StreamHealth::start_s of the clip's video, so that sound and frames share a clock
};

/// What the container says of the sound, and where it begins.
struct AudioFacts {
  std::string codec;
  int stored_rate_hz = 0;
  int stored_channels = 0;
  /// Time of the first sample after the encoder's padding was cut, on the clock of Frame::timestamp_s; negative when
  /// sound comes first.
  double offset_s = 0.0;
};

/// A run of mono samples at audio_rate_hz, from -1 to 1.
struct AudioPiece {
  std::int64_t first_sample_idx = 0;  ///< sample k of the stream lies at AudioFacts::offset_s + k / audio_rate_hz
  std::vector<float> samples;
  bool is_recorded = true;  ///< false: silence in place of sound that the recording does not hold
};

/// Decodes a clip's first sound stream to mono 16 kHz in constant memory. Gaps in the recording are filled with silence
/// and overlaps cut, so that the position of a sample is its time.
class AudioReader {
 public:
  /// Nothing when the clip has no sound, or not one sample of it decodes.
  /// Fails with the errors of ByteSource, not_a_video, truncated_file, unsupported_codec.
  static base::Result<std::optional<AudioReader>> open(std::unique_ptr<ByteSource> source,
                                                       const AudioReaderOptions& options = {});

  AudioReader(AudioReader&&) noexcept;
  AudioReader& operator=(AudioReader&&) noexcept;
  ~AudioReader();

  [[nodiscard]] const AudioFacts& facts() const;
  /// The next samples (never none), or nothing at the end. Fails with unreadable_file when the source does.
  base::Result<std::optional<AudioPiece>> next();
  /// Packets the decoder refused.
  [[nodiscard]] std::int64_t corrupt_packets() const;

 private:
  class Impl;
  explicit AudioReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kizashi::media
