// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/table/measures_csv.h"
#include "kizashi/table/openface_csv.h"

namespace kizashi::pipeline {

/// What both tables of a clip say of one face in one frame.
struct FaceRow {
  table::OpenFaceRow openface;
  table::MeasuresRow measures;
};

/// Reads both tables of a clip side by side, frame by frame.
class FrameRows {
 public:
  /// Fails as the two readers do.
  static base::Result<FrameRows> open(const std::filesystem::path& openface, const std::filesystem::path& measures);

  /// The next frame's rows; none at the end. Fails with invalid_table where the tables have different rows.
  base::Result<std::vector<FaceRow>> next();

 private:
  FrameRows(table::OpenFaceReader openface, table::MeasuresReader measures)
      : openface_(std::move(openface)), measures_(std::move(measures)) {}
  base::Result<std::optional<FaceRow>> next_row();

  table::OpenFaceReader openface_;
  table::MeasuresReader measures_;
  std::optional<FaceRow> ahead_;  ///< the first row of the next frame, once it was seen
};

}  // namespace kizashi::pipeline
