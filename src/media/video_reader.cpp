// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/video_reader.h"

#include <fmt/format.h>

#include <array>
#include <cstring>
#include <string_view>
#include <utility>

#include "kizashi/media/av_input.h"
#include "kizashi/media/colour_conversion.h"
#include "kizashi/media/frame_clock.h"
#include "kizashi/media/length_check.h"
#include "kizashi/media/orientation.h"
#include "kizashi/media/stream_decoder.h"

namespace kizashi::media {

namespace {

using base::Error;
using base::ErrorCode;
using DisplayMatrix = std::array<std::int32_t, 9>;

constexpr double unknown_step_s = 0.04;  // 25 frames a second

Error no_video_stream(const std::string& name) {
  return {ErrorCode::no_video_stream, fmt::format("{}: holds no video; name a file with a picture", name)};
}

Error no_frames(const std::string& name) {
  return {ErrorCode::no_frames, fmt::format("{}: not one frame could be decoded; record or copy it again", name)};
}

bool is_picture(const AVFormatContext& format) {
  const std::string_view name = format.iformat->name;
  return name.ends_with("_pipe");
}

/// The container's turn (phone video), or else the frame's own (EXIF of a photo).
Orientation orientation_of(const AVStream& stream, const AVFrame* first_frame) {
  DisplayMatrix matrix{};
  std::size_t size_bytes = 0;
  if (const std::uint8_t* stated = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, &size_bytes);
      stated != nullptr && size_bytes >= sizeof(matrix)) {
    std::memcpy(matrix.data(), stated, sizeof(matrix));
  } else if (const AVFrameSideData* own =
                 first_frame == nullptr ? nullptr : av_frame_get_side_data(first_frame, AV_FRAME_DATA_DISPLAYMATRIX);
             own != nullptr && own->size >= sizeof(matrix)) {
    std::memcpy(matrix.data(), own->data, sizeof(matrix));
  }
  return kizashi::media::orientation_of(matrix);
}

std::optional<double> stated_frame_rate_hz(const AVStream& stream) {
  const AVRational rate = stream.avg_frame_rate;
  return rate.num > 0 && rate.den > 0 ? std::optional(av_q2d(rate)) : std::nullopt;
}

VideoFacts facts_of(const StreamDecoder& decoder) {
  const AVFormatContext& format = decoder.input().format();
  const AVStream& stream = decoder.stream();
  VideoFacts facts;
  facts.container = format.iformat->name;
  facts.codec = avcodec_get_name(stream.codecpar->codec_id);
  facts.has_audio = first_stream(format, AVMEDIA_TYPE_AUDIO).has_value();
  facts.is_still_image = is_picture(format);
  if (facts.is_still_image) return facts;  // what libavformat says of a picture's length and rate is made up
  facts.stated_duration_s = stated_duration_s(format, stream);
  facts.stated_frame_rate_hz = stated_frame_rate_hz(stream);
  if (stream.nb_frames > 0) facts.stated_frames = stream.nb_frames;
  return facts;
}

}  // namespace

class VideoReader::Impl {
 public:
  Impl(StreamDecoder decoder, Colours colours)
      : decoder_(std::move(decoder)),
        facts_(facts_of(decoder_)),
        clock_(av_q2d(decoder_.stream().time_base), 1.0 / facts_.stated_frame_rate_hz.value_or(1.0 / unknown_step_s)),
        converter_(colours) {}

  /// Decodes the first frame before anyone asks for it, since only then the size and the turn of the picture are sure.
  base::Status start() {
    auto first = decoder_.next();
    if (!first.ok()) return first.error();
    const AVFrame* frame = *first;
    if (frame == nullptr && decoder_.input().ends_inside_index()) return truncated_file(decoder_.input().name());
    orientation_ = orientation_of(decoder_.stream(), frame);
    const AVCodecParameters& stated = *decoder_.stream().codecpar;
    facts_.width_px = frame != nullptr ? frame->width : stated.width;
    facts_.height_px = frame != nullptr ? frame->height : stated.height;
    if (orientation_.is_transposed) std::swap(facts_.width_px, facts_.height_px);
    facts_.rotation_deg = orientation_.rotation_deg();
    facts_.is_mirror_image = orientation_.is_mirror_image();
    first_ = finish(std::move(first));
    health_.start_s = clock_.start_s();
    const bool is_undecodable = !first_->ok() && first_->error().code != ErrorCode::no_frames;
    return is_undecodable ? base::Status(first_->error()) : base::Status();
  }

  base::Result<std::optional<Frame>> next() {
    if (first_) return *std::exchange(first_, std::nullopt);
    if (is_over_ || (facts_.is_still_image && frames_ > 0)) return std::optional<Frame>();
    return finish(decoder_.next());
  }

  [[nodiscard]] const VideoFacts& facts() const { return facts_; }
  [[nodiscard]] const StreamHealth& health() const { return health_; }

 private:
  /// Turns what the decoder gave into the answer of next().
  base::Result<std::optional<Frame>> finish(base::Result<const AVFrame*> decoded) {
    health_.corrupt_packets = decoder_.corrupt_packets();
    is_over_ = !decoded.ok() || *decoded == nullptr;
    if (!decoded.ok()) return decoded.error();
    if (*decoded == nullptr) return end();
    auto rgb = converter_.convert(**decoded);
    if (!rgb.ok()) return named(rgb.error());
    const std::int64_t time = (*decoded)->best_effort_timestamp;
    const double timestamp_s = clock_.stamp(time == AV_NOPTS_VALUE ? std::nullopt : std::optional(time));
    health_.untimed_frames = facts_.is_still_image ? 0 : clock_.untimed_frames();
    return std::optional(Frame{frames_++, timestamp_s, oriented(*rgb, orientation_)});
  }

  base::Result<std::optional<Frame>> end() {
    health_.ends_early = !facts_.is_still_image && decoder_.ends_early();
    if (frames_ == 0) return no_frames(decoder_.input().name());
    return std::optional<Frame>();
  }

  [[nodiscard]] Error named(const Error& error) const {
    return {error.code, fmt::format("{}: {}", decoder_.input().name(), error.message)};
  }

  StreamDecoder decoder_;
  VideoFacts facts_;
  FrameClock clock_;
  Orientation orientation_;
  RgbConverter converter_;
  StreamHealth health_;
  std::int64_t frames_ = 0;
  bool is_over_ = false;
  std::optional<base::Result<std::optional<Frame>>> first_;
};

VideoReader::VideoReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
VideoReader::VideoReader(VideoReader&&) noexcept = default;
VideoReader& VideoReader::operator=(VideoReader&&) noexcept = default;
VideoReader::~VideoReader() = default;

base::Result<VideoReader> VideoReader::open(std::unique_ptr<ByteSource> source, const VideoReaderOptions& options) {
  KIZASHI_CHECK(options.decoder_threads >= 1 && options.largest_frame_px > 0, "at least one thread and one pixel");
  auto input = AvInput::open(std::move(source), options.largest_frame_px);
  if (!input.ok()) return input.error();
  const auto stream_idx = first_stream(input->format(), AVMEDIA_TYPE_VIDEO);
  const bool is_cut = input->ends_inside_index();
  const std::string name = input->name();
  if (!stream_idx) return is_cut ? truncated_file(name) : no_video_stream(name);
  auto decoder =
      StreamDecoder::open(*std::move(input), *stream_idx, {options.decoder_threads, options.largest_frame_px});
  if (!decoder.ok()) {
    return is_cut && decoder.error().code == ErrorCode::unsupported_codec ? truncated_file(name) : decoder.error();
  }
  auto impl = std::make_unique<Impl>(*std::move(decoder), options.colours);
  if (auto started = impl->start(); !started.ok()) return started.error();
  return VideoReader(std::move(impl));
}

const VideoFacts& VideoReader::facts() const { return impl_->facts(); }
base::Result<std::optional<Frame>> VideoReader::next() { return impl_->next(); }
const StreamHealth& VideoReader::health() const { return impl_->health(); }

}  // namespace kizashi::media
