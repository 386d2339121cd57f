// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/base/atomic_file.h"
#include "kizashi/base/result.h"
#include "kizashi/observation/face_observation.h"
#include "kizashi/pipeline/drawing_points.h"
#include "kizashi/table/measures_csv.h"
#include "kizashi/table/openface_csv.h"

namespace kizashi::pipeline {

/// The two tables of a clip as they are written while frames come: everything but the action units, which need the
/// clip's baseline. They lie beside the final ones under hidden names, are never renamed, and are gone with this
/// object.
class RawTables {
 public:
  /// Fails with output_unwritable or disk_full.
  static base::Result<RawTables> create(const std::filesystem::path& output_folder, const std::string& stem,
                                        const std::vector<observation::EvidenceColumn>& evidence);

  /// Keeps the faces' drawing points too, in a third hidden file. Fails with output_unwritable or disk_full.
  base::Status keep_drawing_points(const std::filesystem::path& output_folder, const std::string& stem);

  /// One row for each face, or one without success for a frame without a face.
  base::Status add(const observation::FrameObservation& frame);
  /// Makes every row readable.
  base::Status finish();

  [[nodiscard]] std::filesystem::path measures_path() const { return measures_file_->partial_path(); }
  [[nodiscard]] std::filesystem::path openface_path() const { return openface_file_->partial_path(); }
  /// A contract: they were kept.
  [[nodiscard]] std::filesystem::path drawing_points_path() const;

 private:
  RawTables(base::AtomicFile openface_file, base::AtomicFile measures_file,
            const std::vector<observation::EvidenceColumn>& evidence);
  base::Status add_row(const table::OpenFaceRow& openface, const table::MeasuresRow& measures);

  // The writers keep references to the files, which therefore stay where they are when this object moves.
  std::unique_ptr<base::AtomicFile> openface_file_;
  std::unique_ptr<base::AtomicFile> measures_file_;
  table::OpenFaceWriter openface_;
  table::MeasuresWriter measures_;
  std::optional<DrawingPointsFile> drawing_points_;
};

}  // namespace kizashi::pipeline
