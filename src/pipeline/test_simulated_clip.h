// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "kizashi/pipeline/simulate_clip.h"

namespace kizashi::pipeline {

/// Half a second of the portrait in which one part of the face moves: NAME.mp4 in the folder.
inline base::Result<SimulatedClip> simulate_movement(const std::filesystem::path& folder, const std::string& name,
                                                     const std::string& kind) {
  const std::filesystem::path script = folder / (name + ".script.json");
  std::ofstream(script) << fmt::format(
      R"({{"schema": 1, "size_px": 320, "frame_rate_hz": 25, "duration_s": 0.5, "movements": [
      {{"kind": "{}", "start_s": 0.04, "onset_s": 0.2, "hold_s": 0.04, "offset_s": 0.2, "size_mm": 5}}]}})",
      kind);
  SimulateClipOptions options;
  options.script = script;
  options.output = folder / (name + ".mp4");
  return simulate_clip(options, {}, {});
}

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace kizashi::pipeline
