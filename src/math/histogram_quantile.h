// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace kizashi::math {

/// Where a quantity is expected to lie and how finely it must be told apart.
struct HistogramRange {
  double low = 0.0;
  double high = 1.0;
  int bins = 1000;
};

/// Quantiles of a stream of any length in constant memory, to within one bin. Values outside the range count in its end
/// bins.
class HistogramQuantile {
 public:
  explicit HistogramQuantile(HistogramRange range);

  void add(double value);
  [[nodiscard]] std::int64_t count() const { return count_; }
  /// The quantile of probability 0 to 1, interpolated within its bin; nothing before the first value. Values seen bound
  /// the answer.
  [[nodiscard]] std::optional<double> quantile(double probability) const;

 private:
  [[nodiscard]] std::size_t bin_of(double value) const;

  HistogramRange range_;
  std::vector<std::uint32_t> counts_;
  std::int64_t count_ = 0;
  double smallest_ = 0.0;
  double largest_ = 0.0;
};

}  // namespace kizashi::math
