// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/pipeline/inputs.h"
#include "kizashi/pipeline/measurer.h"

namespace kizashi::pipeline {

struct BatchOptions {
  std::filesystem::path output_folder;  ///< of the run; those of its clips lie below
  int jobs = 1;                         ///< clips measured at once, at least 1
  bool resume = false;                  ///< leaves clips alone that are finished already
};

/// What became of one clip.
struct ClipOutcome {
  base::Result<ClipReport> report;
  bool was_finished_before = false;
};

/// Hears how a batch goes on; called by one thread at a time.
class BatchListener {
 public:
  virtual ~BatchListener() = default;
  virtual void advanced(std::size_t task_idx, const ClipProgress& progress) = 0;
  virtual void ended(std::size_t task_idx, const ClipOutcome& outcome) = 0;
};

/// What became of every clip, by its task; nothing of those that had not begun when the batch was stopped.
using BatchOutcomes = std::vector<std::optional<ClipOutcome>>;

/// How a clip is worked on; called by several threads at a time, each for another task.
using ClipWork = std::function<ClipOutcome(std::size_t task_idx, const ClipHooks& hooks)>;

/// Works on every clip, `jobs` at a time and in the order of the tasks. What one clip fails of, the others do not
/// notice; even a defect ends its own clip alone (base::ErrorCode::defect).
BatchOutcomes work_through(const std::vector<ClipTask>& tasks, int jobs, const ClipWork& work, BatchListener& listener,
                           const std::stop_token& stopping);

/// Measures every clip as work_through() does. Removes what killed runs left.
BatchOutcomes measure_batch(const Measurer& measurer, const std::vector<ClipTask>& tasks, const BatchOptions& options,
                            BatchListener& listener, const std::stop_token& stopping);

/// How the cores are shared out: clips at once, and threads within each.
struct Parallelism {
  int jobs = 1;
  int threads = 1;
};

/// Fills in what the user left open (nothing): as many clips at once as there are cores and clips, and as many threads
/// within a clip as leave no core without work.
Parallelism share_cores(std::optional<int> jobs, std::optional<int> threads, std::size_t clips, int cores);

}  // namespace kizashi::pipeline
