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
  Batch(const std::vector<ClipTask>& tasks, const ClipWork& work, BatchListener& listener, std::stop_token stopping)
      : tasks_(tasks), work_(work), listener_(listener), stopping_(std::move(stopping)), outcomes_(tasks.size()) {}

  BatchOutcomes run(int jobs) {
    {
      std::vector<std::jthread> threads;
      for (int i = 1; i < jobs; ++i) threads.emplace_back([this] { take_tasks(); });
      take_tasks();
    }
    return std::move(outcomes_);
  }

 private:
  void take_tasks() {
    for (std::size_t idx = next_++; idx < tasks_.size() && !stopping_.stop_requested(); idx = next_++) {
      ClipOutcome outcome = outcome_of(idx);
      const std::scoped_lock lock(listening_);
      listener_.ended(idx, outcomes_[idx].emplace(std::move(outcome)));
    }
  }

  ClipOutcome outcome_of(std::size_t idx) {
    try {
      const auto progress = [&](const ClipProgress& at) {
        const std::scoped_lock lock(listening_);
        listener_.advanced(idx, at);
      };
      return work_(idx, {progress, stopping_});
    } catch (const std::exception& failure) {
      return {defect(tasks_[idx], failure.what()), false};
    }
  }

  const std::vector<ClipTask>& tasks_;
  const ClipWork& work_;
  BatchListener& listener_;
  std::stop_token stopping_;
  BatchOutcomes outcomes_;
  std::atomic<std::size_t> next_{0};
  std::mutex listening_;
};

}  // namespace

BatchOutcomes work_through(const std::vector<ClipTask>& tasks, int jobs, const ClipWork& work, BatchListener& listener,
                           const std::stop_token& stopping) {
  KIZASHI_CHECK(jobs >= 1, "somebody must do the work");
  return Batch(tasks, work, listener, stopping).run(jobs);
}

BatchOutcomes measure_batch(const Measurer& measurer, const std::vector<ClipTask>& tasks, const BatchOptions& options,
                            BatchListener& listener, const std::stop_token& stopping) {
  remove_leftovers(tasks, options.output_folder);
  const ClipWork work = [&](std::size_t task_idx, const ClipHooks& hooks) -> ClipOutcome {
    const ClipTask& task = tasks[task_idx];
    if (options.resume) {
      if (auto report = measurer.finished(task)) return {*std::move(report), true};
    }
    return {measurer.measure(task, hooks), false};
  };
  return work_through(tasks, options.jobs, work, listener, stopping);
}

Parallelism share_cores(std::optional<int> jobs, std::optional<int> threads, std::size_t clips, int cores) {
  const int clips_at_most = static_cast<int>(std::clamp<std::size_t>(clips, 1, 1024));
  Parallelism shared;
  shared.jobs = std::min(jobs.value_or(std::max(1, cores / threads.value_or(1))), clips_at_most);
  shared.threads = threads.value_or(std::max(1, cores / shared.jobs));
  return shared;
}

}  // namespace kizashi::pipeline
