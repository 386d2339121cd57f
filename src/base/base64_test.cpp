// SPDX-License-Identifier: Apache-2.0
#include "kizashi/base/base64.h"

#include <gtest/gtest.h>

#include <string_view>

namespace kizashi::base {
namespace {

std::string base64_of_text(std::string_view text) { return base64_of(std::as_bytes(std::span(text))); }

TEST(Base64, GivesTheExamplesOfItsStandard) {
  // RFC 4648, section 10.
  EXPECT_EQ(base64_of_text(""), "");
  EXPECT_EQ(base64_of_text("f"), "Zg==");
  EXPECT_EQ(base64_of_text("fo"), "Zm8=");
  EXPECT_EQ(base64_of_text("foo"), "Zm9v");
  EXPECT_EQ(base64_of_text("foobar"), "Zm9vYmFy");
}

TEST(Base64, TakesBytesThatAreNoText) { EXPECT_EQ(base64_of_text(std::string_view("\x00\xFF\xFB", 3)), "AP/7"); }

}  // namespace
}  // namespace kizashi::base
