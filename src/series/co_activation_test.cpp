// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/co_activation.h"

#include <gtest/gtest.h>

#include <cmath>

#include "kizashi/series/unit_evaluation.h"

namespace kizashi::series {
namespace {

using observation::ActionUnit;

constexpr double tolerance = 1e-12;

std::optional<double> at(const UnitPairs& pairs, ActionUnit a, ActionUnit b) { return pairs[index_of(a)][index_of(b)]; }

/// AU06 and AU12 rise together, AU15 against them, AU20 stays, AU28 is not measured in the last frame.
CoActivation four_frames() {
  CoActivationCounter counter;
  for (int i = 0; i < 4; ++i) {
    observation::ActionUnitStates states;
    states[index_of(ActionUnit::AU06)] = state_at(0.5 * i);
    states[index_of(ActionUnit::AU12)] = state_at(1.0 * i);
    states[index_of(ActionUnit::AU15)] = state_at(3.0 - i);
    states[index_of(ActionUnit::AU20)] = state_at(2.0);
    if (i < 3) states[index_of(ActionUnit::AU28)] = state_at(i == 0 ? 0.0 : 3.0);
    counter.add(states);
  }
  return counter.report();
}

TEST(CoActivation, IsTheShareOfFramesWithBoth) {
  const auto share = four_frames().both_present_share;
  // Present from intensity 1: AU06 in frames 2, 3; AU12 in 1, 2, 3; AU15 in 0, 1, 2; AU28 in 1, 2 of three.
  EXPECT_NEAR(at(share, ActionUnit::AU06, ActionUnit::AU12).value(), 0.5, tolerance);
  EXPECT_NEAR(at(share, ActionUnit::AU15, ActionUnit::AU06).value(), 0.25, tolerance);
  EXPECT_NEAR(at(share, ActionUnit::AU12, ActionUnit::AU12).value(), 0.75, tolerance);
  EXPECT_NEAR(at(share, ActionUnit::AU12, ActionUnit::AU28).value(), 2.0 / 3.0, tolerance);
}

TEST(CoActivation, IsTheCorrelationOfIntensities) {
  const auto correlation = four_frames().correlation;
  EXPECT_NEAR(at(correlation, ActionUnit::AU06, ActionUnit::AU12).value(), 1.0, tolerance);
  EXPECT_NEAR(at(correlation, ActionUnit::AU12, ActionUnit::AU15).value(), -1.0, tolerance);
  // Over the first three frames alone: (0, 1, 2) against (0, 3, 3).
  EXPECT_NEAR(at(correlation, ActionUnit::AU28, ActionUnit::AU12).value(), std::sqrt(0.75), tolerance);
}

TEST(CoActivation, IsSymmetric) {
  const auto report = four_frames();
  for (std::size_t a = 0; a < observation::action_unit_count; ++a) {
    for (std::size_t b = 0; b < observation::action_unit_count; ++b) {
      EXPECT_EQ(report.correlation[a][b], report.correlation[b][a]);
      EXPECT_EQ(report.both_present_share[a][b], report.both_present_share[b][a]);
    }
  }
}

TEST(CoActivation, PresenceAloneSharesFramesButHasNoCorrelation) {
  CoActivationCounter counter;
  for (int i = 0; i < 4; ++i) {
    observation::ActionUnitStates states;
    states[index_of(ActionUnit::AU12)] = state_at(1.0 * i);
    states[index_of(ActionUnit::AU28)].emplace().is_present = i >= 2;
    counter.add(states);
  }
  const auto report = counter.report();
  EXPECT_NEAR(at(report.both_present_share, ActionUnit::AU12, ActionUnit::AU28).value(), 0.5, tolerance);
  EXPECT_FALSE(at(report.correlation, ActionUnit::AU12, ActionUnit::AU28).has_value());
  EXPECT_TRUE(at(report.correlation, ActionUnit::AU12, ActionUnit::AU12).has_value());
}

TEST(CoActivation, IsAbsentWhereNothingVariesOrNothingWasMeasured) {
  const auto report = four_frames();
  EXPECT_FALSE(at(report.correlation, ActionUnit::AU20, ActionUnit::AU12).has_value());
  EXPECT_TRUE(at(report.both_present_share, ActionUnit::AU20, ActionUnit::AU12).has_value());
  EXPECT_FALSE(at(report.both_present_share, ActionUnit::AU01, ActionUnit::AU12).has_value());
  EXPECT_FALSE(at(report.correlation, ActionUnit::AU01, ActionUnit::AU01).has_value());
}

}  // namespace
}  // namespace kizashi::series
