// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/audio_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "kizashi/media/av_input.h"
#include "kizashi/media/mono_resampler.h"
#include "kizashi/media/stream_decoder.h"
#include "kizashi/media/video_reader.h"

namespace kizashi::media {

namespace {

/// Smaller differences are the rounding of a container's clock and the jitter of a recorder, and do not add up.
constexpr double smallest_gap_s = 0.05;
/// Longer ones are a broken clock and not silence.
constexpr double largest_gap_s = 600.0;
constexpr std::int64_t largest_piece = audio_rate_hz;

}  // namespace

class AudioReader::Impl {
 public:
  explicit Impl(StreamDecoder decoder) : decoder_(std::move(decoder)) {}

  /// Decodes the first samples, whose time is that of the stream. False when there are none.
  base::Result<bool> start(double clip_start_s) {
    auto first = decoder_.next();
    if (!first.ok()) return first.error();
    waiting_ = *first;
    if (waiting_ == nullptr) return false;
    origin_s_ = time_s(*waiting_).value_or(clip_start_s);
    facts_.codec = avcodec_get_name(decoder_.stream().codecpar->codec_id);
    facts_.stored_rate_hz = waiting_->sample_rate;
    facts_.stored_channels = waiting_->ch_layout.nb_channels;
    facts_.offset_s = origin_s_ - clip_start_s;
    return true;
  }

  base::Result<std::optional<AudioPiece>> next() {
    std::vector<float> samples;
    while (samples.empty()) {
      if (silent_samples_ > 0) return silence();
      if (is_over_) return std::optional<AudioPiece>();
      if (auto stepped = step(samples); !stepped.ok()) {
        is_over_ = true;
        return stepped.error();
      }
      cut(samples);
    }
    return std::optional(piece(std::move(samples)));
  }

  [[nodiscard]] const AudioFacts& facts() const { return facts_; }
  [[nodiscard]] std::int64_t corrupt_packets() const { return decoder_.corrupt_packets(); }

 private:
  /// Converts the frame that waits; or takes the next one, and leaves it waiting when silence comes before it.
  base::Status step(std::vector<float>& samples) {
    if (waiting_ != nullptr) {
      const auto converted = resampler_.convert(*std::exchange(waiting_, nullptr), samples);
      if (converted.ok()) return {};
      const auto& name = decoder_.input().name();
      return base::Error{converted.error().code, fmt::format("{}: {}", name, converted.error().message)};
    }
    auto decoded = decoder_.next();
    if (!decoded.ok()) return decoded.error();
    waiting_ = *decoded;
    is_over_ = waiting_ == nullptr;
    const std::int64_t gap = is_over_ ? 0 : gap_before(*waiting_);
    if (is_over_ || gap != 0) resampler_.drain(samples);
    silent_samples_ = std::max<std::int64_t>(gap, 0);
    surplus_samples_ = std::max<std::int64_t>(-gap, 0);
    return {};
  }

  /// Samples missing (positive) or too many (negative) between what was given and where the frame says it lies; 0 when
  /// they fit.
  [[nodiscard]] std::int64_t gap_before(const AVFrame& frame) {
    const auto frame_time_s = time_s(frame);
    if (!frame_time_s) return 0;
    const double given_s = static_cast<double>(given_samples_ + resampler_.held_samples()) / audio_rate_hz;
    const double gap_s = *frame_time_s - origin_s_ - given_s;
    if (std::abs(gap_s) < smallest_gap_s) return 0;
    if (std::abs(gap_s) > largest_gap_s) {
      origin_s_ += gap_s;
      return 0;
    }
    return std::llround(gap_s * audio_rate_hz);
  }

  [[nodiscard]] std::optional<double> time_s(const AVFrame& frame) const {
    if (frame.best_effort_timestamp == AV_NOPTS_VALUE) return std::nullopt;
    return static_cast<double>(frame.best_effort_timestamp) * av_q2d(decoder_.stream().time_base);
  }

  void cut(std::vector<float>& samples) {
    const auto count = std::min(surplus_samples_, static_cast<std::int64_t>(samples.size()));
    samples.erase(samples.begin(), samples.begin() + count);
    surplus_samples_ -= count;
  }

  std::optional<AudioPiece> silence() {
    const std::int64_t count = std::min(silent_samples_, largest_piece);
    silent_samples_ -= count;
    AudioPiece filled = piece(std::vector<float>(static_cast<std::size_t>(count), 0.0F));
    filled.is_recorded = false;
    return filled;
  }

  AudioPiece piece(std::vector<float> samples) {
    for (float& sample : samples) sample = std::isfinite(sample) ? std::clamp(sample, -1.0F, 1.0F) : 0.0F;
    const std::int64_t first = given_samples_;
    given_samples_ += static_cast<std::int64_t>(samples.size());
    return {first, std::move(samples)};
  }

  StreamDecoder decoder_;
  MonoResampler resampler_;
  AudioFacts facts_;
  const AVFrame* waiting_ = nullptr;
  double origin_s_ = 0.0;
  std::int64_t given_samples_ = 0;
  std::int64_t silent_samples_ = 0;
  std::int64_t surplus_samples_ = 0;
  bool is_over_ = false;
};

AudioReader::AudioReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AudioReader::AudioReader(AudioReader&&) noexcept = default;
AudioReader& AudioReader::operator=(AudioReader&&) noexcept = default;
AudioReader::~AudioReader() = default;

base::Result<std::optional<AudioReader>> AudioReader::open(std::unique_ptr<ByteSource> source,
                                                           const AudioReaderOptions& options) {
  DecoderOptions decoder_options;
  decoder_options.largest_frame_px = VideoReaderOptions{}.largest_frame_px;
  decoder_options.skips_other_streams = true;
  auto input = AvInput::open(std::move(source), decoder_options.largest_frame_px);
  if (!input.ok()) return input.error();
  const auto stream_idx = first_stream(input->format(), AVMEDIA_TYPE_AUDIO);
  if (!stream_idx) return std::optional<AudioReader>();
  auto decoder = StreamDecoder::open(*std::move(input), *stream_idx, decoder_options);
  if (!decoder.ok()) return decoder.error();
  auto impl = std::make_unique<Impl>(*std::move(decoder));
  const auto started = impl->start(options.clip_start_s);
  if (!started.ok()) return started.error();
  if (!*started) return std::optional<AudioReader>();
  return std::optional(AudioReader(std::move(impl)));
}

const AudioFacts& AudioReader::facts() const { return impl_->facts(); }
base::Result<std::optional<AudioPiece>> AudioReader::next() { return impl_->next(); }
std::int64_t AudioReader::corrupt_packets() const { return impl_->corrupt_packets(); }

}  // namespace kizashi::media
