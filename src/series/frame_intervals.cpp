// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/frame_intervals.h"

#include <algorithm>

namespace kizashi::series {

void FrameIntervals::add(double timestamp_s) {
  if (frames_ > 0) {
    const double interval_s = timestamp_s - last_s_;
    shortest_s_ = frames_ == 1 ? interval_s : std::min(shortest_s_, interval_s);
    longest_s_ = frames_ == 1 ? interval_s : std::max(longest_s_, interval_s);
    intervals_s_.add(interval_s);
  }
  last_s_ = timestamp_s;
  ++frames_;
}

FrameIntervalReport FrameIntervals::report() const {
  FrameIntervalReport report;
  report.frames = frames_;
  if (frames_ < 2) return report;
  report.shortest_s = shortest_s_;
  report.median_s = intervals_s_.quantile(0.5);
  report.longest_s = longest_s_;
  report.duration_s = last_s_ + *report.median_s;
  report.regular = longest_s_ <= 1.5 * *report.median_s && shortest_s_ >= 0.5 * *report.median_s;
  return report;
}

}  // namespace kizashi::series
