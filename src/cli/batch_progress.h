// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/pipeline/inputs.h"
#include "kizashi/pipeline/measurer.h"

namespace kizashi::cli {

/// How far a run over many clips has come. A clip's part of the work is taken to be its size on disk, since how many
/// frames it has is not known before it is opened; clips that an earlier run finished are no work.
class BatchProgress {
 public:
  explicit BatchProgress(const std::vector<pipeline::ClipTask>& tasks);

  void advanced(std::size_t task_idx, const pipeline::ClipProgress& progress);
  void ended(std::size_t task_idx, bool was_finished_before);

  [[nodiscard]] std::int64_t frames_done() const { return frames_done_; }
  /// 0 to 1; nothing as long as nobody can say.
  [[nodiscard]] std::optional<double> share_done() const;
  /// `anna.mp4` for one clip, `3/20 clips` for several.
  [[nodiscard]] std::string what() const;

 private:
  struct Clip {
    double work = 1.0;
    double share_done = 0.0;
    std::int64_t frames_done = 0;
  };
  std::vector<Clip> clips_;
  std::string first_name_;
  std::size_t clips_ended_ = 0;
  std::int64_t frames_done_ = 0;
  bool is_length_known_ = false;
};

}  // namespace kizashi::cli
