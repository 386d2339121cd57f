// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>

#include "kizashi/base/result.h"
#include "kizashi/media/video_writer.h"
#include "kizashi/synth/clip_simulator.h"

namespace kizashi::pipeline {

/// A video for a script's frames that says of itself that it is simulated. Fails as media::VideoWriter::create does.
base::Result<media::VideoWriter> create_simulated_video(const std::filesystem::path& path,
                                                        const synth::MovementScript& script);

/// Draws and writes every frame; `after_frame` hears of each and may end the work. Does not finish the video. Fails
/// with interrupted, or as media::VideoWriter::write or `after_frame` do.
base::Status render_frames(const synth::ClipSimulator& simulator, media::VideoWriter& video,
                           const std::function<base::Status(std::int64_t frame_idx)>& after_frame,
                           const std::stop_token& stopping);

}  // namespace kizashi::pipeline
