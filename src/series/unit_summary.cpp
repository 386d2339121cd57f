// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/unit_summary.h"

#include <algorithm>
#include <cmath>

namespace kizashi::series {

void UnitSummarizer::add(double timestamp_s, const std::optional<observation::ActionUnitState>& state) {
  last_s_ = timestamp_s;
  if (state) add_level(state->intensity);
  if (!state || !state->present()) {
    end_bout(timestamp_s);
    return;
  }
  ++present_;
  add_asymmetry(*state);
  follow_bout(timestamp_s, state->intensity);
}

// Welford (1962), Technometrics 4(3), 419-420: mean and squared deviations in one pass.
void UnitSummarizer::add_level(double intensity) {
  levels_.add(intensity);
  const double from_old_mean = intensity - mean_;
  mean_ += from_old_mean / static_cast<double>(levels_.count());
  squares_ += from_old_mean * (intensity - mean_);
  max_ = std::max(max_, intensity);
}

void UnitSummarizer::add_asymmetry(const observation::ActionUnitState& state) {
  if (!state.left_intensity || !state.right_intensity) return;
  ++two_sided_;
  asymmetry_sum_ += *state.left_intensity - *state.right_intensity;
}

void UnitSummarizer::follow_bout(double timestamp_s, double intensity) {
  if (!bout_) {
    bout_ = Bout{timestamp_s, intensity, timestamp_s, intensity};
    ++bouts_;
  } else if (intensity > bout_->peak_intensity) {
    bout_->peak_s = timestamp_s;
    bout_->peak_intensity = intensity;
  }
}

void UnitSummarizer::end_bout(double timestamp_s) {
  if (!bout_) return;
  bout_seconds_ += timestamp_s - bout_->start_s;
  if (bout_->peak_s > bout_->start_s) {
    ++onsets_;
    onset_speed_sum_ += (bout_->peak_intensity - bout_->start_intensity) / (bout_->peak_s - bout_->start_s);
  }
  bout_.reset();
}

UnitSummary UnitSummarizer::finish() {
  end_bout(last_s_);
  UnitSummary summary;
  summary.frames = levels_.count();
  summary.bouts = bouts_;
  if (summary.frames == 0) return summary;
  const auto frames = static_cast<double>(summary.frames);
  summary.mean_intensity = mean_;
  if (summary.frames > 1) summary.sd_intensity = std::sqrt(squares_ / (frames - 1.0));
  summary.median_intensity = levels_.quantile(0.5);
  summary.p90_intensity = levels_.quantile(0.9);
  summary.max_intensity = max_;
  summary.present_share = static_cast<double>(present_) / frames;
  if (bouts_ > 0) summary.mean_bout_s = bout_seconds_ / static_cast<double>(bouts_);
  if (onsets_ > 0) summary.onset_speed_per_s = onset_speed_sum_ / static_cast<double>(onsets_);
  if (two_sided_ > 0) summary.asymmetry = asymmetry_sum_ / static_cast<double>(two_sided_);
  return summary;
}

}  // namespace kizashi::series
