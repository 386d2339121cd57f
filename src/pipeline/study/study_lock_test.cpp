// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/study_lock.h"

#include <gtest/gtest.h>

#include "kizashi/base/temporary_directory.h"

namespace kizashi::pipeline {
namespace {

TEST(StudyLock, IsHeldByOneAtATimeAndFreeAfterwards) {
  const base::TemporaryDirectory folder;
  {
    const auto first = StudyLock::take(folder.path());
    ASSERT_TRUE(first.ok());
    const auto second = StudyLock::take(folder.path());
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().code, base::ErrorCode::busy_study);
  }
  EXPECT_TRUE(StudyLock::take(folder.path()).ok());
  EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << "it leaves no file";
}

TEST(StudyLock, NeedsTheFolder) {
  const base::TemporaryDirectory folder;
  const auto lock = StudyLock::take(folder.path() / "none");
  ASSERT_FALSE(lock.ok());
  EXPECT_EQ(lock.error().code, base::ErrorCode::unreadable_file);
}

}  // namespace
}  // namespace kizashi::pipeline
