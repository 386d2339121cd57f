// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/media/av_handles.h"

namespace kizashi::media {

/// Mixes decoded sound of any rate, layout and sample format down to mono at audio_rate_hz.
class MonoResampler {
 public:
  MonoResampler() = default;
  MonoResampler(const MonoResampler&) = delete;
  MonoResampler& operator=(const MonoResampler&) = delete;
  ~MonoResampler() { av_channel_layout_uninit(&layout_); }

  /// Appends the frame's samples to `samples`. Fails with unsupported_codec when libswresample does not know the
  /// layout.
  base::Status convert(const AVFrame& frame, std::vector<float>& samples);
  /// Appends what the filter still holds, and starts anew.
  void drain(std::vector<float>& samples);
  /// Samples at audio_rate_hz that went in and have not come out.
  [[nodiscard]] std::int64_t held_samples() const;

 private:
  [[nodiscard]] bool fits(const AVFrame& frame) const;
  base::Status prepare(const AVFrame& frame);
  void pull(const AVFrame* frame, std::vector<float>& samples);

  AvHandle<SwrContext> resampler_;
  int rate_hz_ = 0;
  int sample_format_ = -1;
  AVChannelLayout layout_{};
};

}  // namespace kizashi::media
