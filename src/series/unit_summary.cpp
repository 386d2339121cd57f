// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/unit_summary.h"

#include <algorithm>
#include <cmath>

#include "kizashi/series/unit_evaluation.h"

namespace kizashi::series {

namespace {

bool side_is_present(double side_intensity) { return state_at(side_intensity).is_present.value(); }

double ratio(double sum, std::int64_t count) { return sum / static_cast<double>(count); }

}  // namespace

void UnitSummarizer::add(double timestamp_s, const std::optional<observation::ActionUnitState>& state) {
  if (last_s_) last_interval_s_ = timestamp_s - *last_s_;
  last_s_ = timestamp_s;
  if (!state) {
    end_bout(timestamp_s);
    last_counted_.reset();
    return;
  }
  const Moment moment{timestamp_s, state->intensity};
  if (moment.intensity || state->is_present) ++frames_;
  if (moment.intensity) add_level(*moment.intensity);
  add_change(moment);
  add_sides(*state);
  if (state->is_present) {
    add_presence(moment, *state->is_present);
  } else {
    end_bout(timestamp_s);
  }
  last_counted_ = moment;
}

void UnitSummarizer::add_presence(const Moment& moment, bool is_present) {
  ++of_known_presence_;
  if (is_present) {
    ++present_;
    follow_bout(moment);
  } else {
    end_bout(moment.timestamp_s);
  }
}

// Welford (1962), Technometrics 4(3), 419-420: mean and squared deviations in one pass.
void UnitSummarizer::add_level(double intensity) {
  levels_.add(intensity);
  const double from_old_mean = intensity - mean_;
  mean_ += from_old_mean / static_cast<double>(levels_.count());
  squares_ += from_old_mean * (intensity - mean_);
  max_ = std::max(max_, intensity);
}

void UnitSummarizer::add_change(const Moment& moment) {
  if (!last_counted_ || !last_counted_->intensity || !moment.intensity) return;
  change_sum_ += std::abs(*moment.intensity - *last_counted_->intensity);
  change_seconds_ += moment.timestamp_s - last_counted_->timestamp_s;
}

void UnitSummarizer::add_sides(const observation::ActionUnitState& state) {
  if (!state.left_intensity || !state.right_intensity) return;
  ++two_sided_;
  if (side_is_present(*state.left_intensity)) ++left_present_;
  if (side_is_present(*state.right_intensity)) ++right_present_;
  if (!state.is_present.value_or(false)) return;
  ++two_sided_present_;
  asymmetry_sum_ += *state.left_intensity - *state.right_intensity;
}

void UnitSummarizer::follow_bout(const Moment& moment) {
  if (!bout_) {
    bout_ = Bout{moment.timestamp_s, moment, last_counted_};
    ++bouts_;
  } else if (moment.intensity > bout_->peak.intensity) {
    bout_->peak = moment;
  }
}

void UnitSummarizer::end_bout(double timestamp_s) {
  if (!bout_) return;
  bout_seconds_ += timestamp_s - bout_->start_s;
  add_onset(*bout_);
  bout_.reset();
}

void UnitSummarizer::add_onset(const Bout& bout) {
  if (!bout.before || !bout.before->intensity || !bout.peak.intensity) return;
  const double seconds = bout.peak.timestamp_s - bout.before->timestamp_s;
  if (seconds <= 0.0) return;
  ++onsets_;
  onset_speed_sum_ += (*bout.peak.intensity - *bout.before->intensity) / seconds;
}

UnitSummary UnitSummarizer::finish() {
  end_bout(last_s_.value_or(0.0) + last_interval_s_);
  UnitSummary summary;
  summary.frames = frames_;
  summary.bouts = bouts_;
  set_intensities(summary);
  if (of_known_presence_ > 0) summary.present_share = ratio(static_cast<double>(present_), of_known_presence_);
  if (bouts_ > 0) summary.mean_bout_s = ratio(bout_seconds_, bouts_);
  if (onsets_ > 0) summary.onset_speed_per_s = ratio(onset_speed_sum_, onsets_);
  if (two_sided_present_ > 0) summary.asymmetry = ratio(asymmetry_sum_, two_sided_present_);
  if (two_sided_ > 0) {
    summary.present_asymmetry = ratio(static_cast<double>(left_present_ - right_present_), two_sided_);
  }
  return summary;
}

void UnitSummarizer::set_intensities(UnitSummary& summary) const {
  const std::int64_t count = levels_.count();
  if (count == 0) return;
  summary.mean_intensity = mean_;
  if (count > 1) summary.sd_intensity = std::sqrt(squares_ / static_cast<double>(count - 1));
  summary.median_intensity = levels_.quantile(0.5);
  summary.p90_intensity = levels_.quantile(0.9);
  summary.max_intensity = max_;
  if (change_seconds_ > 0.0) summary.mean_change_per_s = change_sum_ / change_seconds_;
}

}  // namespace kizashi::series
