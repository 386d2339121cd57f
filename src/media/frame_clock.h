// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace kizashi::media {

/// Turns presentation times in units of the stream into seconds since the first frame.
class FrameClock {
 public:
  /// `nominal_step_s` stands in for the step to a second frame that has no time.
  FrameClock(double unit_s, double nominal_step_s) : unit_s_(unit_s), step_s_(nominal_step_s) {}

  /// The next frame's time. A frame without one, or with one that runs backwards, keeps the step of the frame before
  /// it.
  double stamp(std::optional<std::int64_t> presentation_time);

  [[nodiscard]] double start_s() const { return static_cast<double>(start_.value_or(0)) * unit_s_; }
  [[nodiscard]] std::int64_t untimed_frames() const { return untimed_frames_; }

 private:
  double unit_s_;
  double step_s_;
  std::optional<std::int64_t> start_;
  std::optional<double> last_s_;
  std::int64_t untimed_frames_ = 0;
};

}  // namespace kizashi::media
