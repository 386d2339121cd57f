// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace kizashi::series {

/// Frames lost in the middle of a track: between two frames that show the face.
struct GapReport {
  std::int64_t gaps = 0;    ///< runs of such frames
  std::int64_t frames = 0;  ///< in all of them
  double longest_s = 0.0;   ///< from a gap's first frame to the first frame after it
};

/// Counts the gaps of a track, frame by frame, in constant memory.
class TrackGaps {
 public:
  void add(double timestamp_s, bool seen);
  [[nodiscard]] const GapReport& report() const { return report_; }

 private:
  GapReport report_;
  bool seen_yet_ = false;
  std::int64_t lost_frames_ = 0;  ///< since the face was last seen
  double lost_since_s_ = 0.0;
};

}  // namespace kizashi::series
