// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/iso_time.h"

#include <gtest/gtest.h>

namespace kizashi::table {
namespace {

TEST(IsoTime, IsADateWithATime) {
  for (const char* text :
       {"2026-11-23T14:05:09Z", "2026-11-23T14:05:09.250+09:00", "2026-11-23 14:05", "2026-11-23T14:05:09",
        "2026-11-23T14:05:60Z", "2026-11-23T14:05:09,5-0330", "2026-11-23T14:05+09"}) {
    EXPECT_TRUE(is_iso_time(text)) << text;
  }
}

TEST(IsoTime, IsNothingElse) {
  for (const char* text :
       {"", "2026", "2026-11-23", "23.11.2026 14:05", "2026-13-23T14:05", "2026-11-32T14:05", "2026-11-23T25:05",
        "2026-11-23T14:60", "2026-11-23T14:05:61", "2026-11-23T14:05:", "2026-11-23T14:05Zx", "2026-11-23T14:05+",
        "2026-11-23T14:05:09.", "1763906709", "yesterday"}) {
    EXPECT_FALSE(is_iso_time(text)) << text;
  }
}

}  // namespace
}  // namespace kizashi::table
