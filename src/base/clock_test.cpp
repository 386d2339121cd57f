// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/clock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizashi::base {
namespace {

TEST(UtcNow, IsAnInstantToTheSecondInUtc) {
  EXPECT_THAT(utc_now(),
              testing::MatchesRegex("2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]Z"));
}

TEST(UtcNow, NeverGoesBackWithinATest) {
  const std::string earlier = utc_now();
  EXPECT_LE(earlier, utc_now());
}

}  // namespace
}  // namespace kizashi::base
