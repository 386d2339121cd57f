// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "kizashi/base/atomic_file.h"
#include "kizashi/base/result.h"
#include "kizashi/observation/face_observation.h"

namespace kizashi::pipeline {

/// Keeps the points that faces are drawn with while frames come, in a hidden file beside the clip's tables: no table
/// has them, and a long clip's do not fit into memory. The file is never renamed and is gone with this object.
class DrawingPointsFile {
 public:
  /// Fails with output_unwritable or disk_full.
  static base::Result<DrawingPointsFile> create(const std::filesystem::path& output_folder, const std::string& stem);

  base::Status add(const observation::FrameObservation& frame);
  /// Makes everything readable.
  base::Status finish() { return file_.flush(); }
  [[nodiscard]] const std::filesystem::path& path() const { return file_.partial_path(); }

 private:
  explicit DrawingPointsFile(base::AtomicFile file) : file_(std::move(file)) {}
  base::AtomicFile file_;
};

/// Reads them again, face by face in the order in which they came.
class DrawingPointsReader {
 public:
  /// Fails with unreadable_file.
  static base::Result<DrawingPointsReader> open(const std::filesystem::path& path);

  /// The next face's points, which are those of this face in this frame. Fails with unreadable_file.
  base::Result<std::vector<Eigen::Vector2f>> next(std::int64_t frame_number, int face_id);

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  DrawingPointsReader(std::unique_ptr<std::FILE, Closer> file, std::string name)
      : file_(std::move(file)), name_(std::move(name)) {}

  std::unique_ptr<std::FILE, Closer> file_;
  std::string name_;
};

}  // namespace kizashi::pipeline
