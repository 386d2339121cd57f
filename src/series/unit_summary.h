// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "kizashi/math/histogram_quantile.h"
#include "kizashi/observation/action_unit.h"

namespace kizashi::series {

/// What a clip, or a part of it, says of one action unit of one face. Values that need a frame, a neighbour or a bout
/// are absent without one.
struct UnitSummary {
  std::int64_t frames = 0;               ///< frames in which intensity or presence was measured
  std::optional<double> mean_intensity;  ///< over the frames with an intensity, likewise below
  std::optional<double> sd_intensity;    ///< of at least two frames, n - 1
  std::optional<double> median_intensity;
  std::optional<double> p90_intensity;
  std::optional<double> max_intensity;
  std::optional<double> mean_change_per_s;  ///< absolute change between neighbouring frames over the time between them
  std::optional<double> present_share;      ///< of the frames in which it is known whether the unit is present
  std::int64_t bouts = 0;                   ///< runs of frames in which the unit is present
  std::optional<double> mean_bout_s;        ///< from a bout's first frame to the first frame after it
  /// Intensity gained per second from the frame before a bout to the bout's peak, mean over the bouts whose beginning
  /// is seen.
  std::optional<double> onset_speed_per_s;
  std::optional<double> asymmetry;          ///< mean of left less right intensity over frames of presence, -5 to 5
  std::optional<double> present_asymmetry;  ///< share of frames with the left side present less that with the right
};

/// Collects one action unit of one face, frame by frame, in constant memory. A frame that does not count, because the
/// face is lost or another part of the clip has begun, ends a bout.
class UnitSummarizer {
 public:
  /// The frames in their order; without a state the frame does not count.
  void add(double timestamp_s, const std::optional<observation::ActionUnitState>& state);
  /// The summary of everything added; call it once, at the end. A bout that is still on lasts for as long after the
  /// last frame as that came after the one before.
  UnitSummary finish();

 private:
  struct Moment {
    double timestamp_s = 0.0;
    std::optional<double> intensity;
  };
  struct Bout {
    double start_s = 0.0;
    Moment peak;
    std::optional<Moment> before;  ///< the last frame without presence; nothing where it does not count
  };
  void add_level(double intensity);
  void add_change(const Moment& moment);
  void add_sides(const observation::ActionUnitState& state);
  void add_presence(const Moment& moment, bool is_present);
  void add_onset(const Bout& bout);
  void set_intensities(UnitSummary& summary) const;
  void follow_bout(const Moment& moment);
  void end_bout(double timestamp_s);

  math::HistogramQuantile levels_{{0.0, 5.0, 2500}};
  double mean_ = 0.0;
  double squares_ = 0.0;
  double max_ = 0.0;
  std::int64_t frames_ = 0;
  std::int64_t of_known_presence_ = 0;
  std::int64_t present_ = 0;
  double change_sum_ = 0.0;
  double change_seconds_ = 0.0;
  std::int64_t two_sided_ = 0;
  std::int64_t left_present_ = 0;
  std::int64_t right_present_ = 0;
  std::int64_t two_sided_present_ = 0;
  double asymmetry_sum_ = 0.0;
  std::optional<Bout> bout_;
  std::int64_t bouts_ = 0;
  double bout_seconds_ = 0.0;
  std::int64_t onsets_ = 0;
  double onset_speed_sum_ = 0.0;
  std::optional<Moment> last_counted_;  ///< nothing unless the last frame counted
  std::optional<double> last_s_;        ///< of the last frame, counted or not
  double last_interval_s_ = 0.0;
};

}  // namespace kizashi::series
