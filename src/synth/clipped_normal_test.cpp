// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/clipped_normal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "kizashi/base/seeded_random.h"
#include "kizashi/math/normal_distribution.h"

namespace kizashi::synth {
namespace {

constexpr double exact = 1e-12;

study::RatingScale scale(double lowest, double highest, std::optional<double> step) {
  study::RatingScale scale;
  scale.lowest = lowest;
  scale.highest = highest;
  scale.step = step;
  return scale;
}

TEST(OnScale, TakesTheNearestStepWithinTheEnds) {
  const auto seven = scale(1.0, 7.0, 1.0);
  EXPECT_EQ(on_scale(seven, -3.0), 1.0);
  EXPECT_EQ(on_scale(seven, 1.49), 1.0);
  EXPECT_EQ(on_scale(seven, 1.51), 2.0);
  EXPECT_EQ(on_scale(seven, 6.9), 7.0);
  EXPECT_EQ(on_scale(seven, 40.0), 7.0);
  EXPECT_NEAR(on_scale(scale(0.0, 1.0, 0.1), 0.34), 0.3, exact);
  EXPECT_EQ(on_scale(scale(0.0, 100.0, std::nullopt), 33.25), 33.25);
}

TEST(OnScale, NeverPassesAnEnd) {
  EXPECT_EQ(on_scale(scale(0.0, 10.0, 4.0), 10.0), 8.0) << "the end is no step";
  EXPECT_EQ(on_scale(scale(0.0, 0.3, 0.1), 1.0), 0.3) << "three times 0.1 is a little more in binary";
}

TEST(ClippedNormal, MeansAreThoseOfManyDraws) {
  constexpr int draws = 400000;
  const auto seven = scale(1.0, 7.0, 1.0);
  for (const double mean : {1.5, 3.65, 6.8}) {
    base::SeededRandom random(8);
    constexpr double sd = 1.2;
    double clipped = 0.0;
    double stepped = 0.0;
    for (int i = 0; i < draws; ++i) {
      const double number = mean + sd * math::draw_normal(random);
      clipped += std::clamp(number, 1.0, 7.0);
      stepped += on_scale(seven, number);
    }
    const double four_errors = 4.0 * sd / std::sqrt(draws);
    EXPECT_NEAR(mean_within({1.0, 7.0}, mean, sd), clipped / draws, four_errors);
    EXPECT_NEAR(mean_on_scale(seven, mean, sd), stepped / draws, four_errors);
  }
}

TEST(ClippedNormal, WithoutSpreadTheMeanIsTheNumberItself) {
  EXPECT_EQ(mean_within({0.0, 1.0}, 1.4, 0.0), 1.0);
  EXPECT_EQ(mean_on_scale(scale(1.0, 7.0, 1.0), 3.6, 0.0), 4.0);
}

TEST(ClippedNormal, AMiddlingMeanOnAFineScaleStaysItself) {
  EXPECT_NEAR(mean_within({0.0, 5.0}, 2.5, 0.2), 2.5, exact);
  EXPECT_NEAR(mean_on_scale(scale(1.0, 7.0, 1.0), 4.0, 1.2), 4.0, exact);
}

}  // namespace
}  // namespace kizashi::synth
