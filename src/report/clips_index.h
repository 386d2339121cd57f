// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/document/value.h"

namespace kizashi::report {

/// What one action unit did over a clip, of the face of id 0; nothing where it is unknown.
struct UnitLevel {
  std::string code;  ///< for example AU01
  std::optional<double> mean_intensity;
  std::optional<double> present_share;
};

/// One clip of a run as the index lists it. Paths are relative to the index.
struct ClipEntry {
  std::string clip;                  ///< path of the stem
  std::optional<std::string> error;  ///< word of the kind of failure; nothing for a clip that was measured
  std::optional<std::string> message;
  std::optional<std::string> verdict;  ///< good, weak or no-face
  std::vector<std::string> reasons;
  std::optional<std::int64_t> frames;
  std::optional<std::int64_t> frames_with_face;
  std::optional<std::int64_t> faces;
  std::optional<double> duration_s;
  std::optional<std::string> report;
  std::optional<std::string> overlay;
  std::optional<std::string> openface_csv;
  std::optional<std::string> measures_csv;
  std::optional<std::string> sidecar;
  std::vector<UnitLevel> action_units;
};

/// The document of a run's index page: the worst clips first (failed, without a face, weak by the number of reasons,
/// then by the share of frames with a face), clips as bad as each other by name.
document::Value make_clips_index(std::vector<ClipEntry> clips, const std::string& summary_name);

}  // namespace kizashi::report
