// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/length_check.h"

#include <algorithm>

namespace kizashi::media {

namespace {

/// Headers round, count sound that is cut at the end, or leave out the last frame's duration.
constexpr double tolerance_s = 0.25;

std::optional<double> container_duration_s(const AVFormatContext& format) {
  if (format.duration <= 0 || format.duration_estimation_method == AVFMT_DURATION_FROM_BITRATE) return std::nullopt;
  return static_cast<double>(format.duration) / AV_TIME_BASE;
}

bool is_cut_inside_index(AVStream& stream, std::int64_t size_bytes) {
  const int count = avformat_index_get_entries_count(&stream);
  if (count == 0) return false;
  const AVIndexEntry* last = avformat_index_get_entry(&stream, count - 1);
  return last->pos + last->size > size_bytes;
}

}  // namespace

void LengthCheck::see(const AVPacket& packet, const AVStream& stream) {
  const std::int64_t time = packet.pts != AV_NOPTS_VALUE ? packet.pts : packet.dts;
  if (time == AV_NOPTS_VALUE) return;
  const double packet_end_s =
      (static_cast<double>(time) + static_cast<double>(packet.duration)) * av_q2d(stream.time_base);
  end_s_ = std::max(end_s_.value_or(packet_end_s), packet_end_s);
}

bool LengthCheck::ends_early(const AvInput& input, int video_stream_idx) const {
  return input.stopped_by_damage() || is_cut_inside_index(input.stream(video_stream_idx), input.size_bytes()) ||
         ends_before_duration(input.format());
}

bool LengthCheck::ends_before_duration(const AVFormatContext& format) const {
  const auto duration_s = container_duration_s(format);
  if (!duration_s || !end_s_) return false;
  const double start_s =
      format.start_time == AV_NOPTS_VALUE ? 0.0 : static_cast<double>(format.start_time) / AV_TIME_BASE;
  return *end_s_ < start_s + *duration_s - tolerance_s;
}

std::optional<double> stated_duration_s(const AVFormatContext& format, const AVStream& stream) {
  if (stream.duration > 0 && format.duration_estimation_method != AVFMT_DURATION_FROM_BITRATE) {
    return static_cast<double>(stream.duration) * av_q2d(stream.time_base);
  }
  return container_duration_s(format);
}

}  // namespace kizashi::media
