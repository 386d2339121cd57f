// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/check.h"

#include <gmock/gmock.h>

namespace kizashi::base {
namespace {

TEST(Check, PassesSilentlyWhenTheConditionHolds) { EXPECT_NO_THROW(KIZASHI_CHECK(1 + 1 == 2, "arithmetic")); }

TEST(Check, NamesTheConditionAndTheReason) {
  try {
    KIZASHI_CHECK(1 + 1 == 3, "arithmetic");
    FAIL() << "the check let a false condition pass";
  } catch (const ContractViolation& violation) {
    EXPECT_THAT(violation.what(), testing::AllOf(testing::HasSubstr("1 + 1 == 3"), testing::HasSubstr("arithmetic"),
                                                 testing::HasSubstr("check_test.cpp")));
  }
}

}  // namespace
}  // namespace kizashi::base
