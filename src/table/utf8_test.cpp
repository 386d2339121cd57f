// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/utf8.h"

#include <gtest/gtest.h>

namespace kizashi::table {
namespace {

TEST(Utf8, AcceptsEveryLengthOfCharacter) {
  for (const std::string_view text :
       {"", "plain", "\xC2\x80\xDF\xBF", "\xE0\xA0\x80\xED\x9F\xBF\xEF\xBF\xBF", "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"}) {
    EXPECT_EQ(valid_utf8_prefix_length(text), text.size());
  }
}

TEST(Utf8, StopsAtTheFirstByteThatIsWrong) {
  for (const std::string_view bad :
       {"\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
        "\xFF", "\xC3", "\xE5\x85", "\xC3(", "\xE5\x85(", "\xF0\x9F\x98("}) {
    EXPECT_EQ(valid_utf8_prefix_length("ok " + std::string(bad)), 3U) << bad;
  }
}

}  // namespace
}  // namespace kizashi::table
