// SPDX-License-Identifier: Apache-2.0
#include "kizashi/infer/runtime_facts.h"

#include <gmock/gmock.h>

namespace kizashi::infer {
namespace {

TEST(Runtime, IsTheOneThatThisProgramWasBuiltAgainst) {
  const auto facts = probe_runtime();
  ASSERT_TRUE(facts.ok()) << facts.error().message;
  EXPECT_THAT(facts->version, testing::MatchesRegex("20[0-9]+\\.[0-9]+\\.[0-9]+"));
  EXPECT_EQ(facts->version, facts->built_against);
  EXPECT_FALSE(facts->device.empty());
}

}  // namespace
}  // namespace kizashi::infer
