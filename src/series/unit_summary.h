// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "kizashi/math/histogram_quantile.h"
#include "kizashi/observation/action_unit.h"

namespace kizashi::series {

/// What a clip says of one action unit of one face. Values that need a frame or a bout are absent without one.
struct UnitSummary {
  std::int64_t frames = 0;  ///< frames in which the unit was measured
  std::optional<double> mean_intensity;
  std::optional<double> sd_intensity;  ///< of at least two frames, n - 1
  std::optional<double> median_intensity;
  std::optional<double> p90_intensity;
  std::optional<double> max_intensity;
  std::optional<double> present_share;
  std::int64_t bouts = 0;             ///< runs of frames in which the unit is present
  std::optional<double> mean_bout_s;  ///< from a bout's first frame to the first frame after it
  std::optional<double>
      onset_speed_per_s;  ///< intensity gained per second from a bout's first frame to its peak, mean over bouts
  std::optional<double> asymmetry;  ///< mean of left less right intensity over frames of presence, -5 to 5
};

/// Collects one action unit of one face, frame by frame, in constant memory. A frame without the face ends a bout.
class UnitSummarizer {
 public:
  void add(double timestamp_s, const std::optional<observation::ActionUnitState>& state);
  /// The summary of everything added; call it once, at the end.
  UnitSummary finish();

 private:
  struct Bout {
    double start_s = 0.0;
    double start_intensity = 0.0;
    double peak_s = 0.0;
    double peak_intensity = 0.0;
  };
  void add_level(double intensity);
  void add_asymmetry(const observation::ActionUnitState& state);
  void follow_bout(double timestamp_s, double intensity);
  void end_bout(double timestamp_s);

  math::HistogramQuantile levels_{{0.0, 5.0, 5000}};
  double mean_ = 0.0;
  double squares_ = 0.0;
  double max_ = 0.0;
  std::int64_t present_ = 0;
  std::int64_t two_sided_ = 0;
  double asymmetry_sum_ = 0.0;
  std::optional<Bout> bout_;
  std::int64_t bouts_ = 0;
  double bout_seconds_ = 0.0;
  std::int64_t onsets_ = 0;
  double onset_speed_sum_ = 0.0;
  double last_s_ = 0.0;
};

}  // namespace kizashi::series
