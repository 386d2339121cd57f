// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/illustrate_clip.h"

#include <algorithm>
#include <utility>

#include "kizashi/media/thumbnail.h"
#include "kizashi/media/video_reader.h"

namespace kizashi::pipeline {

namespace {

constexpr std::int64_t thumbnail_count = 12;

/// Whether the frame stands in the middle of one of as many equal parts of the clip as there are thumbnails.
bool is_shown_small(std::int64_t frame_idx, std::int64_t frames) {
  const std::int64_t count = std::min(thumbnail_count, frames);
  const std::int64_t part = frame_idx * count / frames;
  return frame_idx == (2 * part + 1) * frames / (2 * count);
}

base::Result<report::Thumbnail> thumbnail_of(const media::Frame& frame) {
  auto small = media::make_thumbnail(frame.rgb);
  if (!small.ok()) return small.error();
  return report::Thumbnail{frame.frame_idx + 1, frame.timestamp_s, small->width_px, small->height_px,
                           std::move(small->jpeg)};
}

}  // namespace

base::Result<Illustrations> illustrate_clip(const IllustrationPlan& plan) {
  auto source = media::open_file(plan.input);
  if (!source.ok()) return source.error();
  auto reader = media::VideoReader::open(*std::move(source));
  if (!reader.ok()) return reader.error();
  Illustrations illustrations;
  while (true) {
    if (plan.stopping.stop_requested()) return base::Error{base::ErrorCode::interrupted, "stopped on request"};
    const auto frame = reader->next();
    if (!frame.ok()) return frame.error();
    if (!*frame) return illustrations;
    if (plan.wants_thumbnails && is_shown_small((*frame)->frame_idx, plan.frames)) {
      auto thumbnail = thumbnail_of(**frame);
      if (!thumbnail.ok()) return thumbnail.error();
      illustrations.thumbnails.push_back(*std::move(thumbnail));
    }
    if (plan.after_each_frame) plan.after_each_frame();
  }
}

}  // namespace kizashi::pipeline
