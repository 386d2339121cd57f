// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "kizashi/math/histogram_quantile.h"

namespace kizashi::series {

/// How evenly a clip's frames follow each other.
struct FrameIntervalReport {
  std::int64_t frames = 0;
  double duration_s = 0.0;  ///< from the first frame to the last, plus one median interval
  std::optional<double> shortest_s;
  std::optional<double> median_s;
  std::optional<double> longest_s;
  bool regular = true;  ///< every interval within half of the median from it
};

/// Collects presentation times, in order.
class FrameIntervals {
 public:
  void add(double timestamp_s);
  [[nodiscard]] FrameIntervalReport report() const;

 private:
  math::HistogramQuantile intervals_s_{{0.0, 2.0, 20000}};
  std::int64_t frames_ = 0;
  double last_s_ = 0.0;
  double shortest_s_ = 0.0;
  double longest_s_ = 0.0;
};

}  // namespace kizashi::series
