// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/cpu.h"

#include <gmock/gmock.h>

#include "kizashi/base/version.h"

namespace kizashi::base {
namespace {

TEST(Cpu, HasAtLeastTheCoreThatRunsThis) { EXPECT_GE(this_cpu().cores, 1); }

TEST(Cpu, HasWhatThisBuildNeeds) {
  if (instruction_set != "x86-64-v3") GTEST_SKIP() << "a portable build needs nothing";
  EXPECT_THAT(this_cpu().features, testing::ElementsAre("AVX2", "BMI2", "FMA"));
  EXPECT_TRUE(runs_x86_64_v3(this_cpu()));
}

TEST(Cpu, WithoutFmaRunsNoReleaseBuild) { EXPECT_FALSE(runs_x86_64_v3({"old", 4, {"AVX2", "BMI2"}})); }

}  // namespace
}  // namespace kizashi::base
