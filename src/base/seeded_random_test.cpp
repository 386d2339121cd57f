// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/seeded_random.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace kizashi::base {
namespace {

using testing::ElementsAre;

/// Four standard errors of a mean, so that a fixed seed that passes says something.
constexpr double four_errors = 4.0;

TEST(SeededRandom, DrawsTheSameNumbersOnEveryMachine) {
  SeededRandom random(1, "a stream", 2);
  // Computed apart, from the standard's definitions of std::seed_seq and std::mt19937_64.
  EXPECT_DOUBLE_EQ(random.share(), 0.66392326129064216);
}

TEST(SeededRandom, EveryStreamIsItsOwn) {
  std::set<double> first;
  for (const std::uint64_t seed : {1ULL, 2ULL, 4294967297ULL}) {
    for (const char* stream : {"", "a", "b"}) {
      for (const std::uint64_t number : {0ULL, 1ULL, 4294967296ULL}) {
        first.insert(SeededRandom(seed, stream, number).share());
      }
    }
  }
  EXPECT_EQ(first.size(), 27U);
}

TEST(SeededRandom, SharesLieBetweenTheEndsAndAreEven) {
  SeededRandom random(3);
  constexpr int draws = 100000;
  double sum = 0.0;
  for (int i = 0; i < draws; ++i) {
    const double share = random.share();
    ASSERT_GT(share, 0.0);
    ASSERT_LT(share, 1.0);
    sum += share;
  }
  EXPECT_NEAR(sum / draws, 0.5, four_errors * std::sqrt(1.0 / 12.0 / draws));
}

TEST(SeededRandom, WholeNumbersComeOutEvenlyWithBothEnds) {
  SeededRandom random(4);
  constexpr int draws = 60000;
  std::vector<int> counts(6);
  for (int i = 0; i < draws; ++i) ++counts.at(static_cast<std::size_t>(random.integer_between(-2, 3) + 2));
  const double error = std::sqrt(draws * (1.0 / 6.0) * (5.0 / 6.0));
  for (const int count : counts) EXPECT_NEAR(count, draws / 6.0, four_errors * error);
}

TEST(SeededRandom, ChoosesAsManyAsAskedEachAsOften) {
  SeededRandom random(5);
  constexpr int rounds = 20000;
  std::vector<int> counts(5);
  for (int i = 0; i < rounds; ++i) {
    const auto chosen = random.choose(2, 5);
    ASSERT_EQ(chosen.size(), 2U);
    ASSERT_LT(chosen[0], chosen[1]);
    for (const std::size_t idx : chosen) ++counts.at(idx);
  }
  const double error = std::sqrt(rounds * 0.4 * 0.6);
  for (const int count : counts) EXPECT_NEAR(count, 0.4 * rounds, four_errors * error);
  EXPECT_THAT(random.choose(3, 3), ElementsAre(0, 1, 2));
  EXPECT_TRUE(random.choose(0, 3).empty());
}

TEST(SeededRandom, ShufflingKeepsWhatThereIsAndFavoursNoPlace) {
  SeededRandom random(6);
  constexpr int rounds = 30000;
  std::vector<int> firsts(3);
  for (int i = 0; i < rounds; ++i) {
    std::vector<std::size_t> items{0, 1, 2};
    random.shuffle(items);
    ++firsts.at(items[0]);
    std::sort(items.begin(), items.end());
    ASSERT_THAT(items, ElementsAre(0, 1, 2));
  }
  const double error = std::sqrt(rounds * (1.0 / 3.0) * (2.0 / 3.0));
  for (const int count : firsts) EXPECT_NEAR(count, rounds / 3.0, four_errors * error);
}

}  // namespace
}  // namespace kizashi::base
