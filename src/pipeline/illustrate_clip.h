// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/report/clip_report.h"

namespace kizashi::pipeline {

/// Which pictures of a clip are wanted, once it is measured.
struct IllustrationPlan {
  std::filesystem::path input;
  std::int64_t frames = 0;  ///< of the clip
  bool wants_thumbnails = false;
  std::function<void()> after_each_frame;  ///< may be empty
  std::stop_token stopping;
};

/// The pictures of a clip.
struct Illustrations {
  std::vector<report::Thumbnail> thumbnails;  ///< evenly spaced; all frames of a very short clip
};

/// Decodes the clip a second time and makes its pictures. Fails as media::VideoReader does, with encoding_failed, and
/// with interrupted.
base::Result<Illustrations> illustrate_clip(const IllustrationPlan& plan);

}  // namespace kizashi::pipeline
