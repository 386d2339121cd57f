// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "kizashi/pipeline/inputs.h"
#include "kizashi/pipeline/measurer.h"

namespace kizashi::pipeline {

/// Where the results of a clip lie. An overlay and a report whose pictures hide the face have names of their own, so
/// that nobody shows the wrong one by mistake.
struct ClipFiles {
  std::filesystem::path openface_csv;
  std::filesystem::path measures_csv;
  std::filesystem::path sidecar;
  std::optional<std::filesystem::path> overlay;
  std::optional<std::filesystem::path> report;
};

/// The files that measuring the clip under these options leaves behind.
ClipFiles clip_files(const ClipTask& task, const MeasureOptions& options);

/// Pictures of the same clip that are not among these files: another run may have left them.
std::vector<std::filesystem::path> other_pictures(const ClipFiles& files);

/// Whether a file is an overlay by its name: no clip to be measured.
bool is_overlay(const std::filesystem::path& path);

}  // namespace kizashi::pipeline
