// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "kizashi/media/audio_reader.h"

namespace kizashi::speech {

/// What the network looks at in one step; its size is a part of the trained model.
inline constexpr std::int64_t chunk_samples = 512;
inline constexpr double chunk_s = static_cast<double>(chunk_samples) / media::audio_rate_hz;

/// What was heard, chunk by chunk from the first sample on.
struct HeardSound {
  std::int64_t samples = 0;  ///< the last chunk may be shorter than the others
  /// That somebody speaks, 0 to 1; nothing for a chunk that the recording does not hold whole. An hour takes 0.9 MB.
  std::vector<std::optional<float>> probabilities;
  float peak = 0.0F;  ///< the largest sample of either sign, 0 to 1
};

}  // namespace kizashi::speech
