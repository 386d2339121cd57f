// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/clip_files.h"

#include <string>

namespace kizashi::pipeline {

namespace {
constexpr const char* overlay_ending = ".overlay.webm";
constexpr const char* blurred_overlay_ending = ".overlay-blur.webm";
constexpr const char* report_ending = ".report.html";
constexpr const char* blurred_report_ending = ".report-blur.html";
}  // namespace

ClipFiles clip_files(const ClipTask& task, const MeasureOptions& options) {
  const bool blurred = options.overlay == OverlayMode::blurred;
  const auto file = [&](const char* ending) { return task.output_folder / (task.stem + ending); };
  ClipFiles files{file(".csv"), file(".measures.csv"), file(".json"), std::nullopt, std::nullopt};
  if (options.overlay != OverlayMode::none) files.overlay = file(blurred ? blurred_overlay_ending : overlay_ending);
  if (options.report) files.report = file(blurred ? blurred_report_ending : report_ending);
  return files;
}

std::vector<std::filesystem::path> other_pictures(const ClipFiles& files) {
  std::vector<std::filesystem::path> others;
  for (const char* ending : {overlay_ending, blurred_overlay_ending, report_ending, blurred_report_ending}) {
    const auto path = files.sidecar.parent_path() / (files.sidecar.stem().string() + ending);
    if (path != files.overlay && path != files.report) others.push_back(path);
  }
  return others;
}

bool is_overlay(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  return name.ends_with(overlay_ending) || name.ends_with(blurred_overlay_ending);
}

}  // namespace kizashi::pipeline
