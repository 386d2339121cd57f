// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/error.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "kizashi/base/result.h"

namespace kizashi::base {
namespace {

TEST(ErrorWord, EveryCodeHasAWordOfItsOwn) {
  std::set<std::string_view> seen;
  for (std::size_t idx = 0; idx < error_code_count; ++idx) seen.insert(error_word(static_cast<ErrorCode>(idx)));
  EXPECT_EQ(seen.size(), error_code_count);
}

TEST(Result, HoldsAValueOrAnErrorAndSaysWhich) {
  const Result<int> value = 7;
  const Result<int> failure = Error{ErrorCode::empty_file, "clip.mp4 is empty"};
  ASSERT_TRUE(value.ok());
  EXPECT_EQ(*value, 7);
  ASSERT_FALSE(failure.ok());
  EXPECT_EQ(failure.error().code, ErrorCode::empty_file);
}

TEST(Result, TakingTheValueOfAFailureIsABrokenContract) {
  const Result<int> failure = Error{ErrorCode::empty_file, "clip.mp4 is empty"};
  EXPECT_THROW(static_cast<void>(*failure), ContractViolation);
}

TEST(Result, AStatusIsAResultWithoutAValue) {
  EXPECT_TRUE(Status{}.ok());
  EXPECT_FALSE(Status{(Error{ErrorCode::disk_full, "no space left"})}.ok());
}

}  // namespace
}  // namespace kizashi::base
