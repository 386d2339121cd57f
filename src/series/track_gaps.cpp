// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/track_gaps.h"

#include <algorithm>

namespace kizashi::series {

void TrackGaps::add(double timestamp_s, bool seen) {
  if (!seen) {
    if (lost_frames_ == 0) lost_since_s_ = timestamp_s;
    ++lost_frames_;
    return;
  }
  if (seen_yet_ && lost_frames_ > 0) {
    ++report_.gaps;
    report_.frames += lost_frames_;
    report_.longest_s = std::max(report_.longest_s, timestamp_s - lost_since_s_);
  }
  seen_yet_ = true;
  lost_frames_ = 0;
}

}  // namespace kizashi::series
