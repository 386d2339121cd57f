// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include "kizashi/base/check.h"
#include "kizashi/pipeline/leftovers.h"

namespace kizashi::pipeline {

namespace {

base::Error defect(const ClipTask& task, const char* what) {
  return {base::ErrorCode::defect,
          fmt::format("{}: a defect of the program, please report it: {}", task.input.string(), what)};
}

class Batch {
 public:
  Batch(const Measurer& measurer, const std::vector<ClipTask>& tasks, const BatchOptions& options,
        BatchListener& listener, std::stop_token stopping)
      : measurer_(measurer),
        tasks_(tasks),
        options_(options),
        listener_(listener),
        stopping_(std::move(stopping)),
        outcomes_(tasks.size()) {}

  BatchOutcomes run() {
    {
      std::vector<std::jthread> threads;
      for (int i = 1; i < options_.jobs; ++i) threads.emplace_back([this] { work(); });
      work();
    }
    return std::move(outcomes_);
  }

 private:
  void work() {
    for (std::size_t idx = next_++; idx < tasks_.size() && !stopping_.stop_requested(); idx = next_++) {
      ClipOutcome outcome = outcome_of(idx);
      const std::scoped_lock lock(listening_);
      listener_.ended(idx, outcomes_[idx].emplace(std::move(outcome)));
    }
  }

  ClipOutcome outcome_of(std::size_t idx) {
    const ClipTask& task = tasks_[idx];
    try {
      if (options_.resume) {
        if (auto report = measurer_.finished(task)) return {*std::move(report), true};
      }
      const auto progress = [&](const ClipProgress& at) {
        const std::scoped_lock lock(listening_);
        listener_.advanced(idx, at);
      };
      return {measurer_.measure(task, {progress, stopping_}), false};
    } catch (const std::exception& failure) {
      return {defect(task, failure.what()), false};
    }
  }

  const Measurer& measurer_;
  const std::vector<ClipTask>& tasks_;
  const BatchOptions& options_;
  BatchListener& listener_;
  std::stop_token stopping_;
  BatchOutcomes outcomes_;
  std::atomic<std::size_t> next_{0};
  std::mutex listening_;
};

}  // namespace

BatchOutcomes measure_batch(const Measurer& measurer, const std::vector<ClipTask>& tasks, const BatchOptions& options,
                            BatchListener& listener, const std::stop_token& stopping) {
  KIZASHI_CHECK(options.jobs >= 1, "somebody must do the work");
  remove_leftovers(tasks, options.output_folder);
  return Batch(measurer, tasks, options, listener, stopping).run();
}

Parallelism share_cores(std::optional<int> jobs, std::optional<int> threads, std::size_t clips, int cores) {
  const int clips_at_most = static_cast<int>(std::clamp<std::size_t>(clips, 1, 1024));
  Parallelism shared;
  shared.jobs = std::min(jobs.value_or(std::max(1, cores / threads.value_or(1))), clips_at_most);
  shared.threads = threads.value_or(std::max(1, cores / shared.jobs));
  return shared;
}

}  // namespace kizashi::pipeline
