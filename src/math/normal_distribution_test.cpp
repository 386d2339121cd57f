// SPDX-License-Identifier: Apache-2.0
#include "kizashi/math/normal_distribution.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "kizashi/base/check.h"

namespace kizashi::math {
namespace {

constexpr double relative_tolerance = 1e-12;

struct Pair {
  double z;
  double share;
};

// scipy.stats.norm of scipy 1.17, .cdf and .ppf.
TEST(NormalDistribution, AgreesWithScipy) {
  const std::vector<Pair> quantiles{{-7.034483825301131, 1e-12},
                                    {-3.090232306167813, 0.001},
                                    {-1.9599639845400545, 0.025},
                                    {-0.5244005127080409, 0.3},
                                    {0.0, 0.5},
                                    {0.8416212335729143, 0.8},
                                    {3.090232306167813, 0.999}};
  for (const auto& [z, share] : quantiles) {
    EXPECT_NEAR(normal_quantile(share), z, relative_tolerance * std::abs(z) + 1e-300) << share;
  }
  const std::vector<Pair> shares{
      {-37.0, 5.7255712225239266e-300}, {-8.0, 6.22096057427174e-16}, {-1.5, 0.06680720126885807}, {0.0, 0.5},
      {0.5, 0.6914624612740131},        {2.0, 0.9772498680518208},    {6.0, 0.9999999990134123}};
  for (const auto& [z, share] : shares) EXPECT_NEAR(normal_share_below(z), share, relative_tolerance * share) << z;
}

TEST(NormalDistribution, HasNoQuantileBeyondItsEnds) {
  for (const double share : {0.0, 1.0, -0.1, 1.1, std::nan("")}) {
    EXPECT_THROW(static_cast<void>(normal_quantile(share)), base::ContractViolation) << share;
  }
}

TEST(NormalDistribution, DrawsHaveItsMomentsAndTails) {
  base::SeededRandom random(7);
  constexpr int draws = 200000;
  double sum = 0.0;
  double squares = 0.0;
  double fourth = 0.0;
  int beyond_two = 0;
  for (int i = 0; i < draws; ++i) {
    const double z = draw_normal(random);
    sum += z;
    squares += z * z;
    fourth += z * z * z * z;
    if (std::abs(z) > 2.0) ++beyond_two;
  }
  // Four standard errors: the variances of z, z^2, z^4 are 1, 2 and 96.
  EXPECT_NEAR(sum / draws, 0.0, 4.0 * std::sqrt(1.0 / draws));
  EXPECT_NEAR(squares / draws, 1.0, 4.0 * std::sqrt(2.0 / draws));
  EXPECT_NEAR(fourth / draws, 3.0, 4.0 * std::sqrt(96.0 / draws));
  const double share = 2.0 * normal_share_below(-2.0);
  EXPECT_NEAR(static_cast<double>(beyond_two) / draws, share, 4.0 * std::sqrt(share * (1.0 - share) / draws));
}

}  // namespace
}  // namespace kizashi::math
