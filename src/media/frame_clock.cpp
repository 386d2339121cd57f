// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/frame_clock.h"

namespace kizashi::media {

double FrameClock::stamp(std::optional<std::int64_t> presentation_time) {
  if (!last_s_) {
    start_ = presentation_time;
    if (!presentation_time) ++untimed_frames_;
    last_s_ = 0.0;
    return 0.0;
  }
  // A first frame without a time is taken to lie at 0, so that later ones keep the container's own.
  const std::int64_t start = start_.value_or(0);
  const double time_s =
      presentation_time ? (static_cast<double>(*presentation_time) - static_cast<double>(start)) * unit_s_ : -1.0;
  const bool is_timed = presentation_time && time_s >= *last_s_;
  if (is_timed && time_s > *last_s_) step_s_ = time_s - *last_s_;
  if (!is_timed) ++untimed_frames_;
  last_s_ = is_timed ? time_s : *last_s_ + step_s_;
  return *last_s_;
}

}  // namespace kizashi::media
