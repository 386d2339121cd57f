// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "kizashi/base/atomic_file.h"
#include "kizashi/base/result.h"
#include "kizashi/media/video_writer.h"
#include "kizashi/pipeline/clip_files.h"

namespace kizashi::pipeline {

/// The files of a clip, written aside; commit() makes all of them appear or none.
class OutputFiles {
 public:
  /// Fails with output_unwritable or disk_full.
  static base::Result<OutputFiles> create(const ClipFiles& names);

  base::AtomicFile& openface() { return openface_; }
  base::AtomicFile& measures() { return measures_; }
  base::AtomicFile& sidecar() { return sidecar_; }
  /// A contract: a report was named.
  base::AtomicFile& report();

  /// An overlay that was written to its end and waits for its name.
  void take_overlay(media::VideoWriter overlay) { overlay_ = std::move(overlay); }

  /// Removes an older sidecar first and lets the new one appear last: where a sidecar stands, every file of its run is
  /// whole. Pictures that another run left go too, unless it had the same results. Where one file fails, those that
  /// appeared before it are removed.
  base::Status commit();

 private:
  /// A file that waits for its name.
  struct Waiting {
    std::filesystem::path path;
    std::function<base::Status()> commit;
  };
  std::vector<Waiting> waiting();
  /// Whether the sidecar that stands there is this one, byte for byte.
  bool repeats_earlier_results();

  OutputFiles(const ClipFiles& names, base::AtomicFile openface, base::AtomicFile measures, base::AtomicFile sidecar)
      : names_(names), openface_(std::move(openface)), measures_(std::move(measures)), sidecar_(std::move(sidecar)) {}

  ClipFiles names_;
  base::AtomicFile openface_;
  base::AtomicFile measures_;
  base::AtomicFile sidecar_;
  std::optional<base::AtomicFile> report_;
  std::optional<media::VideoWriter> overlay_;
};

}  // namespace kizashi::pipeline
