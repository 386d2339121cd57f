// SPDX-License-Identifier: Apache-2.0
#include "kizashi/math/histogram_quantile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "kizashi/base/check.h"

namespace kizashi::math {
namespace {

TEST(HistogramQuantile, LiesWithinABinOfTheSortedSample) {
  constexpr double bin_width = 0.01;
  std::mt19937_64 random(11);
  std::normal_distribution<double> normal(5.0, 2.0);
  HistogramQuantile histogram({-20.0, 30.0, 5000});
  std::vector<double> sample;
  for (int i = 0; i < 20001; ++i) sample.push_back(normal(random));
  for (const double value : sample) histogram.add(value);
  std::sort(sample.begin(), sample.end());
  for (const double probability : {0.05, 0.1, 0.5, 0.9}) {
    const double exact = sample[static_cast<std::size_t>(probability * 20000)];
    EXPECT_NEAR(histogram.quantile(probability).value(), exact, bin_width) << probability;
  }
}

TEST(HistogramQuantile, OfOneValueIsThatValue) {
  HistogramQuantile histogram({0.0, 1.0, 10});
  histogram.add(0.37);
  for (const double probability : {0.0, 0.5, 1.0}) EXPECT_DOUBLE_EQ(histogram.quantile(probability).value(), 0.37);
}

TEST(HistogramQuantile, OfNothingIsNothing) {
  EXPECT_FALSE(HistogramQuantile({0.0, 1.0, 10}).quantile(0.5).has_value());
}

TEST(HistogramQuantile, ValuesOutsideTheRangeStillBoundTheAnswer) {
  HistogramQuantile histogram({0.0, 1.0, 10});
  histogram.add(-5.0);
  histogram.add(0.5);
  EXPECT_GE(histogram.quantile(0.0).value(), -5.0);
  EXPECT_DOUBLE_EQ(histogram.quantile(1.0).value(), 0.5);
}

TEST(HistogramQuantile, RefusesWhatIsNoNumber) {
  HistogramQuantile histogram({0.0, 1.0, 10});
  EXPECT_THROW(histogram.add(std::nan("")), base::ContractViolation);
}

}  // namespace
}  // namespace kizashi::math
