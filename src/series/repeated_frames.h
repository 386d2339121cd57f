// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace kizashi::series {

/// When a frame counts as a repeat of the one before, by how much the picture changed (observation::FrameObservation).
/// From 66 clips and re-encodings of them with known repeats, docs/methods/clip-quality.md.
struct RepeatLimits {
  double still_change = 0.25;  ///< grey levels; a picture that changes less stands still
  double dip_share = 0.2;  ///< or less than this share of both its neighbours' changes: encoding changes repeats too
  double freeze_change = 0.5;  ///< grey levels; a picture that changes less in frame after frame is frozen
};

struct RepeatReport {
  std::int64_t compared_frames = 0;  ///< those with a frame before
  std::int64_t repeated_frames = 0;
  std::optional<double> repeated_share;    ///< of the compared frames
  std::optional<double> longest_freeze_s;  ///< longest run of frozen frames, from the frame before it to its last
};

/// Finds repeated frames, frame by frame, in constant memory.
class RepeatedFrames {
 public:
  explicit RepeatedFrames(const RepeatLimits& limits) : limits_(limits) {}
  /// The change since the frame before; nothing for the first frame.
  void add(double timestamp_s, const std::optional<double>& picture_change);
  [[nodiscard]] RepeatReport report() const;

 private:
  void follow_freeze(double timestamp_s, bool frozen);
  /// Whether the frame before this one dips below both its neighbours.
  [[nodiscard]] bool dipped(double change) const;

  RepeatLimits limits_;
  std::int64_t compared_frames_ = 0;
  std::int64_t repeated_frames_ = 0;
  std::optional<double> last_change_;
  std::optional<double> change_before_last_;
  double frozen_since_s_ = 0.0;
  double longest_freeze_s_ = 0.0;
};

}  // namespace kizashi::series
