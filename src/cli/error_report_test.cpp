// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/error_report.h"

#include <gtest/gtest.h>

namespace kizashi::cli {
namespace {

TEST(ErrorLine, IsOneLineWhateverTheMessage) {
  EXPECT_EQ(error_line({base::ErrorCode::not_a_video, "a.mp4: no video\nat all"}), "kizashi: a.mp4: no video at all");
}

TEST(ExitCode, IsTheContractsForEachKindOfFailure) {
  EXPECT_EQ(exit_code_of(base::ErrorCode::not_a_video), 1);
  EXPECT_EQ(exit_code_of(base::ErrorCode::invalid_option), 2);
  EXPECT_EQ(exit_code_of(base::ErrorCode::missing_model), 3);
  EXPECT_EQ(exit_code_of(base::ErrorCode::wrong_checksum), 3);
  EXPECT_EQ(exit_code_of(base::ErrorCode::interrupted), 130);
}

}  // namespace
}  // namespace kizashi::cli
