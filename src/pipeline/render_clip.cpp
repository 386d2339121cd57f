// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/render_clip.h"

#include "kizashi/media/simulated_mark.h"

namespace kizashi::pipeline {

base::Result<media::VideoWriter> create_simulated_video(const std::filesystem::path& path,
                                                        const synth::MovementScript& script) {
  media::VideoWriterOptions options{script.size_px, script.size_px, script.frame_rate_hz};
  options.quality_crf = script.quality_crf;
  options.comment = media::simulated_clip_comment;
  return media::VideoWriter::create(path, options);
}

base::Status render_frames(const synth::ClipSimulator& simulator, media::VideoWriter& video,
                           const std::function<base::Status(std::int64_t frame_idx)>& after_frame,
                           const std::stop_token& stopping) {
  for (std::int64_t idx = 0; idx < simulator.frame_count(); ++idx) {
    if (stopping.stop_requested()) return base::Error{base::ErrorCode::interrupted, "stopped on request"};
    if (auto status = video.write(simulator.frame(idx), simulator.timestamp_s(idx)); !status.ok()) return status;
    if (auto status = after_frame(idx); !status.ok()) return status;
  }
  return {};
}

}  // namespace kizashi::pipeline
