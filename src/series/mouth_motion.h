// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "kizashi/observation/speech.h"

namespace kizashi::series {

/// Whether a face's mouth moves when a voice is heard. Numbers over speech or silence are absent where less than
/// MouthMotionCollector::shortest_s of it shows the face.
struct MouthMotion {
  double speaking_s = 0.0;  ///< in which the motion of this face is known
  double silent_s = 0.0;
  std::optional<double> speaking_speed_mm_per_s;  ///< mean over frames
  std::optional<double> silent_speed_mm_per_s;
  /// The probability that a frame of speech, drawn at random, shows more motion than a frame of silence, ties counting
  /// half: the area under the curve of Hanley & McNeil 1982 (doi 10.1148/radiology.143.1.7063747). 0.5 is none.
  std::optional<double> agreement;
};

/// Collects one face's mouth, frame by frame, in constant memory. A frame's motion is the way that the gap between the
/// lips covers, opening and closing, within window_s on either side, over that time.
class MouthMotionCollector {
 public:
  static constexpr double window_s = 0.1;
  static constexpr double shortest_s = 1.0;

  /// Frames in their order; without a gap the face was not found.
  void add(double timestamp_s, const std::optional<double>& lip_gap_mm, observation::Speech speech);
  /// Of everything added; call it once, at the end.
  MouthMotion finish();

 private:
  struct Step {
    double timestamp_s = 0.0;
    double lip_gap_mm = 0.0;
    observation::Speech speech = observation::Speech::unknown;
  };
  /// Counts of speeds in steps of 0.1 mm/s; faster ones than 500 mm/s, beyond any mouth, count as that fast.
  class Speeds {
   public:
    void add(double speed_mm_per_s, double length_s);
    [[nodiscard]] double seconds() const { return seconds_; }
    [[nodiscard]] std::optional<double> mean() const;
    /// The probability that one of these is above one of the others, ties counting half.
    [[nodiscard]] double above(const Speeds& others) const;

   private:
    static constexpr double step_mm_per_s = 0.1;
    std::array<std::uint32_t, 5001> counts_{};
    std::int64_t count_ = 0;
    double sum_mm_per_s_ = 0.0;
    double seconds_ = 0.0;
  };
  void settle_before(double timestamp_s);
  void settle_next();

  std::deque<Step> steps_;
  std::size_t settled_ = 0;  ///< of the steps kept
  Speeds speaking_;
  Speeds silent_;
};

}  // namespace kizashi::series
