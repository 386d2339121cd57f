// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/frame_schedule.h"

#include <algorithm>

#include "kizashi/base/check.h"

namespace kizashi::pipeline {

namespace {
/// Speech keeps pace with the frames: a step hears 20 to 30 ms of sound, a frame lasts 17 to 40 ms.
constexpr std::int64_t steps_per_frame = 3;
}  // namespace

FrameSchedule::FrameSchedule(const Options& options)
    : lag_frames_(options.lag_frames),
      fewest_waiting_(std::min(options.threads, options.lag_frames)),
      most_waiting_(fewest_waiting_ + 1),
      steps_are_over_(!options.has_steps) {
  KIZASHI_CHECK(options.lag_frames >= 1 && options.threads >= 1, "somebody looks at something");
}

bool FrameSchedule::may_step() const {
  const bool is_due = source_is_over_ || steps_ < steps_per_frame * decoded_;
  return !stepping_ && !steps_are_over_ && is_due;
}

FrameSchedule::Job FrameSchedule::choose() const {
  if (stopped_) return Job::leave;
  if (!landing_ && !is_found_.empty() && is_found_.front()) return Job::land;
  if (may_step()) return Job::step;
  if (may_decode() && waiting() < fewest_waiting_) return Job::decode;
  if (waiting() > 0 && looks_begun_ - committed_ < lag_frames_) return Job::look;
  if (may_decode() && waiting() < most_waiting_) return Job::decode;
  const bool is_over = source_is_over_ && committed_ == decoded_ && !landing_ && steps_are_over_;
  return is_over ? Job::leave : Job::wait;
}

FrameSchedule::Job FrameSchedule::begin() {
  const Job job = choose();
  switch (job) {
    case Job::land:
      landing_ = true;
      break;
    case Job::step:
      stepping_ = true;
      ++steps_;
      break;
    case Job::decode:
      decoding_ = true;
      break;
    case Job::look:
      ++looks_begun_;
      is_found_.push_back(false);
      break;
    default:
      break;
  }
  return job;
}

void FrameSchedule::end_decode(bool has_frame) {
  decoding_ = false;
  source_is_over_ = !has_frame;
  if (has_frame) ++decoded_;
}

void FrameSchedule::end_look(std::int64_t frame) { is_found_.at(static_cast<std::size_t>(frame - committed_)) = true; }

void FrameSchedule::commit() {
  KIZASHI_CHECK(landing_ && !is_found_.empty() && is_found_.front(), "a frame lands after it was looked at");
  is_found_.pop_front();
  ++committed_;
}

void FrameSchedule::end_step(bool has_more) {
  stepping_ = false;
  steps_are_over_ = !has_more;
}

}  // namespace kizashi::pipeline
