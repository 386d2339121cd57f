// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/mono_resampler.h"

#include <fmt/format.h>

extern "C" {
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
}

#include <cstddef>

#include "kizashi/media/audio_reader.h"

namespace kizashi::media {

bool MonoResampler::fits(const AVFrame& frame) const {
  return resampler_ && frame.sample_rate == rate_hz_ && frame.format == sample_format_ &&
         av_channel_layout_compare(&frame.ch_layout, &layout_) == 0;
}

base::Status MonoResampler::prepare(const AVFrame& frame) {
  AVChannelLayout stored{};
  if (frame.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC) {
    av_channel_layout_default(&stored, frame.ch_layout.nb_channels);
  } else {
    av_channel_layout_copy(&stored, &frame.ch_layout);
  }
  AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
  SwrContext* resampler = nullptr;
  int outcome = swr_alloc_set_opts2(&resampler, &mono, AV_SAMPLE_FMT_FLT, audio_rate_hz, &stored,
                                    static_cast<AVSampleFormat>(frame.format), frame.sample_rate, 0, nullptr);
  av_channel_layout_uninit(&stored);
  resampler_.reset(resampler);
  // The sum of the mixing weights is held to 1, so that no mixture leaves -1 to 1.
  if (outcome >= 0) outcome = av_opt_set_double(resampler, "rematrix_maxval", 1.0, 0);
  if (outcome >= 0) outcome = swr_init(resampler);
  if (outcome < 0) {
    resampler_.reset();
    return base::Error{base::ErrorCode::unsupported_codec,
                       fmt::format("sound of {} channels at {} Hz is not supported; convert the clip's sound to stereo",
                                   frame.ch_layout.nb_channels, frame.sample_rate)};
  }
  rate_hz_ = frame.sample_rate;
  sample_format_ = frame.format;
  av_channel_layout_copy(&layout_, &frame.ch_layout);
  return {};
}

void MonoResampler::pull(const AVFrame* frame, std::vector<float>& samples) {
  const int going_in = frame == nullptr ? 0 : frame->nb_samples;
  const int room = swr_get_out_samples(resampler_.get(), going_in);
  if (room <= 0) return;
  const std::size_t before = samples.size();
  samples.resize(before + static_cast<std::size_t>(room));
  auto* out = reinterpret_cast<std::uint8_t*>(samples.data() + before);
  const auto** in = frame == nullptr ? nullptr : const_cast<const std::uint8_t**>(frame->extended_data);
  const int count = swr_convert(resampler_.get(), &out, room, in, going_in);
  samples.resize(before + static_cast<std::size_t>(count < 0 ? 0 : count));
}

base::Status MonoResampler::convert(const AVFrame& frame, std::vector<float>& samples) {
  if (!fits(frame)) {
    drain(samples);
    if (auto ready = prepare(frame); !ready.ok()) return ready;
  }
  pull(&frame, samples);
  return {};
}

void MonoResampler::drain(std::vector<float>& samples) {
  if (!resampler_) return;
  pull(nullptr, samples);
  resampler_.reset();
}

std::int64_t MonoResampler::held_samples() const {
  return resampler_ ? swr_get_delay(resampler_.get(), audio_rate_hz) : 0;
}

}  // namespace kizashi::media
