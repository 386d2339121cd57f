// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/repeated_frames.h"

#include <algorithm>

namespace kizashi::series {

void RepeatedFrames::add(double timestamp_s, const std::optional<double>& picture_change) {
  follow_freeze(timestamp_s, picture_change && *picture_change < limits_.freeze_change);
  if (picture_change) {
    ++compared_frames_;
    if (*picture_change < limits_.still_change) ++repeated_frames_;
    if (dipped(*picture_change)) ++repeated_frames_;
  }
  change_before_last_ = last_change_;
  last_change_ = picture_change;
}

void RepeatedFrames::follow_freeze(double timestamp_s, bool frozen) {
  if (frozen) {
    longest_freeze_s_ = std::max(longest_freeze_s_, timestamp_s - frozen_since_s_);
  } else {
    frozen_since_s_ = timestamp_s;
  }
}

bool RepeatedFrames::dipped(double change) const {
  if (!last_change_ || !change_before_last_) return false;
  const bool counted_as_still = *last_change_ < limits_.still_change;
  return !counted_as_still && *last_change_ < limits_.dip_share * std::min(*change_before_last_, change);
}

RepeatReport RepeatedFrames::report() const {
  RepeatReport report;
  report.compared_frames = compared_frames_;
  report.repeated_frames = repeated_frames_;
  if (compared_frames_ == 0) return report;
  report.repeated_share = static_cast<double>(repeated_frames_) / static_cast<double>(compared_frames_);
  report.longest_freeze_s = longest_freeze_s_;
  return report;
}

}  // namespace kizashi::series
