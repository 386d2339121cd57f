// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/mouth_motion.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kizashi::series {

namespace {

/// Times are written with six decimals, so that a window's edge may lie that far from where it is meant.
constexpr double time_tolerance_s = 2e-6;

}  // namespace

void MouthMotionCollector::Speeds::add(double speed_mm_per_s, double length_s) {
  const double bin = std::min(speed_mm_per_s / step_mm_per_s, static_cast<double>(counts_.size() - 1));
  ++counts_.at(static_cast<std::size_t>(bin));
  ++count_;
  sum_mm_per_s_ += speed_mm_per_s;
  seconds_ += length_s;
}

std::optional<double> MouthMotionCollector::Speeds::mean() const {
  if (seconds_ < shortest_s) return std::nullopt;
  return sum_mm_per_s_ / static_cast<double>(count_);
}

double MouthMotionCollector::Speeds::above(const Speeds& others) const {
  double pairs = 0.0;
  double slower_others = 0.0;
  for (std::size_t bin = 0; bin < counts_.size(); ++bin) {
    const double as_fast_others = others.counts_.at(bin);
    pairs += counts_.at(bin) * (slower_others + as_fast_others / 2.0);
    slower_others += as_fast_others;
  }
  return pairs / (static_cast<double>(count_) * static_cast<double>(others.count_));
}

void MouthMotionCollector::add(double timestamp_s, const std::optional<double>& lip_gap_mm,
                               observation::Speech speech) {
  if (!lip_gap_mm) return;
  settle_before(timestamp_s - window_s - time_tolerance_s);
  steps_.push_back({timestamp_s, *lip_gap_mm, speech});
}

void MouthMotionCollector::settle_before(double timestamp_s) {
  while (settled_ < steps_.size() && steps_[settled_].timestamp_s < timestamp_s) {
    settle_next();
    ++settled_;
    const double window_start_s = steps_[settled_ - 1].timestamp_s - window_s - time_tolerance_s;
    for (; steps_.front().timestamp_s < window_start_s; --settled_) steps_.pop_front();
  }
}

void MouthMotionCollector::settle_next() {
  const Step& frame = steps_[settled_];
  double way_mm = 0.0;
  double time_s = 0.0;
  double length_s = 0.0;
  for (std::size_t idx = 1; idx < steps_.size(); ++idx) {
    const Step& from = steps_[idx - 1];
    const Step& to = steps_[idx];
    if (from.timestamp_s < frame.timestamp_s - window_s - time_tolerance_s) continue;
    if (to.timestamp_s > frame.timestamp_s + window_s + time_tolerance_s) break;
    way_mm += std::abs(to.lip_gap_mm - from.lip_gap_mm);
    time_s += to.timestamp_s - from.timestamp_s;
    if (idx == settled_) length_s = to.timestamp_s - from.timestamp_s;
  }
  if (time_s <= 0.0) return;
  if (frame.speech == observation::Speech::speaking) speaking_.add(way_mm / time_s, length_s);
  if (frame.speech == observation::Speech::silent) silent_.add(way_mm / time_s, length_s);
}

MouthMotion MouthMotionCollector::finish() {
  settle_before(std::numeric_limits<double>::infinity());
  MouthMotion motion{speaking_.seconds(), silent_.seconds(), speaking_.mean(), silent_.mean(), std::nullopt};
  if (motion.speaking_speed_mm_per_s && motion.silent_speed_mm_per_s) motion.agreement = speaking_.above(silent_);
  return motion;
}

}  // namespace kizashi::series
