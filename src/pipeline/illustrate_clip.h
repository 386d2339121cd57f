// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/media/overlay_painter.h"
#include "kizashi/media/video_writer.h"
#include "kizashi/report/clip_report.h"
#include "kizashi/series/clip_quality.h"

namespace kizashi::pipeline {

/// An overlay that is wanted, and what it is drawn from.
struct OverlayWish {
  std::filesystem::path path;
  media::OverlayPlan plan;
  double frame_rate_hz = 25.0;  ///< nominal
  series::QualityLimits limits;
  std::filesystem::path openface_csv;  ///< the tables, whole
  std::filesystem::path measures_csv;
  std::filesystem::path drawing_points;
};

/// Which pictures of a clip are wanted, once it is measured.
struct IllustrationPlan {
  std::filesystem::path input;
  std::int64_t frames = 0;             ///< of the clip
  std::optional<OverlayWish> overlay;  ///< thumbnails hide people where it does
  bool wants_thumbnails = false;
  std::function<void()> after_each_frame;  ///< may be empty
  std::stop_token stopping;
};

/// The pictures of a clip.
struct Illustrations {
  std::optional<media::VideoWriter> overlay;  ///< whole but not yet under its name
  std::vector<report::Thumbnail> thumbnails;  ///< evenly spaced; all frames of a very short clip
};

/// Decodes the clip a second time and makes its pictures, in constant memory. Fails as media::VideoReader and
/// media::VideoWriter do, with unreadable_file where the clip is no longer the one that was measured, and with
/// interrupted.
base::Result<Illustrations> illustrate_clip(const IllustrationPlan& plan);

}  // namespace kizashi::pipeline
