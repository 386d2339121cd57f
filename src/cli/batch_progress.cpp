// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/batch_progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace kizashi::cli {

namespace {

double size_of(const std::filesystem::path& path) {
  std::error_code failure;
  const auto bytes = std::filesystem::file_size(path, failure);
  return failure ? 1.0 : std::max(1.0, static_cast<double>(bytes));
}

}  // namespace

BatchProgress::BatchProgress(const std::vector<pipeline::ClipTask>& tasks) {
  for (const pipeline::ClipTask& task : tasks) clips_.push_back({size_of(task.input)});
  if (!tasks.empty()) first_name_ = tasks.front().input.filename().string();
}

void BatchProgress::advanced(std::size_t task_idx, const pipeline::ClipProgress& progress) {
  Clip& clip = clips_.at(task_idx);
  frames_done_ += progress.frames_done - clip.frames_done;
  clip.frames_done = progress.frames_done;
  if (!progress.frames_stated || *progress.frames_stated < 1) return;
  is_length_known_ = true;
  clip.share_done =
      std::min(1.0, static_cast<double>(progress.frames_done) / static_cast<double>(*progress.frames_stated));
}

void BatchProgress::ended(std::size_t task_idx, bool was_finished_before) {
  Clip& clip = clips_.at(task_idx);
  clip.share_done = 1.0;
  if (was_finished_before) clip.work = 0.0;
  is_length_known_ = is_length_known_ || !was_finished_before;
  ++clips_ended_;
}

std::optional<double> BatchProgress::share_done() const {
  double done = 0.0;
  double all = 0.0;
  for (const Clip& clip : clips_) {
    done += clip.work * clip.share_done;
    all += clip.work;
  }
  if (!is_length_known_ || all <= 0.0) return std::nullopt;
  return done / all;
}

std::string BatchProgress::what() const {
  if (clips_.size() == 1) return first_name_;
  return fmt::format("{}/{} clips", clips_ended_, clips_.size());
}

}  // namespace kizashi::cli
