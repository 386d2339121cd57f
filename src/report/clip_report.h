// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/document/value.h"

namespace kizashi::report {

/// A small picture of one frame.
struct Thumbnail {
  std::int64_t frame_number = 1;  ///< from 1
  double timestamp_s = 0.0;
  int width_px = 0;
  int height_px = 0;
  std::vector<std::byte> jpeg;
};

/// The names of a clip's files, as links from the report that lies beside them.
struct ClipFileNames {
  std::string openface_csv;
  std::string measures_csv;
  std::string sidecar;
  std::optional<std::string> overlay;
};

/// What a clip's report is made of.
struct ClipReportContent {
  std::string clip;              ///< its stem
  bool pictures_masked = false;  ///< its pictures hide the face
  ClipFileNames names;
  const document::Value& sidecar;
  std::filesystem::path openface_csv;  ///< where the two tables are read from
  std::filesystem::path measures_csv;
  std::vector<Thumbnail> thumbnails;
};

/// The document that the viewer shows: the sidecar, every frame's action units, pose, gaze and quality as the two
/// tables have them, and the thumbnails. What was not measured is null. Fails as table::CsvReader does.
base::Result<document::Value> make_clip_report(const ClipReportContent& content);

}  // namespace kizashi::report
