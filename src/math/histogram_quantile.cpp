// SPDX-License-Identifier: Apache-2.0
#include "kizashi/math/histogram_quantile.h"

#include <algorithm>
#include <cmath>

#include "kizashi/base/check.h"

namespace kizashi::math {

HistogramQuantile::HistogramQuantile(HistogramRange range)
    : range_(range), counts_(static_cast<std::size_t>(range.bins), 0) {
  KIZASHI_CHECK(range.bins > 0 && range.low < range.high, "a histogram needs a range and bins");
}

std::size_t HistogramQuantile::bin_of(double value) const {
  const double place = (value - range_.low) / (range_.high - range_.low) * range_.bins;
  return static_cast<std::size_t>(std::clamp(std::floor(place), 0.0, range_.bins - 1.0));
}

void HistogramQuantile::add(double value) {
  KIZASHI_CHECK(std::isfinite(value), "absence is not a number");
  ++counts_[bin_of(value)];
  smallest_ = count_ == 0 ? value : std::min(smallest_, value);
  largest_ = count_ == 0 ? value : std::max(largest_, value);
  ++count_;
}

std::optional<double> HistogramQuantile::quantile(double probability) const {
  KIZASHI_CHECK(probability >= 0.0 && probability <= 1.0, "a probability");
  if (count_ == 0) return std::nullopt;
  const double rank = probability * static_cast<double>(count_);
  const double bin_width = (range_.high - range_.low) / range_.bins;
  double below = 0.0;
  for (std::size_t bin = bin_of(smallest_); bin <= bin_of(largest_); ++bin) {
    const auto inside = static_cast<double>(counts_[bin]);
    if (inside > 0.0 && below + inside >= rank) {
      const double share = (rank - below) / inside;
      const double value = range_.low + (static_cast<double>(bin) + share) * bin_width;
      return std::clamp(value, smallest_, largest_);
    }
    below += inside;
  }
  return largest_;
}

}  // namespace kizashi::math
