// SPDX-License-Identifier: Apache-2.0
#include "kizashi/report/page.h"

#include <gmock/gmock.h>

namespace kizashi::report {
namespace {

using document::Value;
using testing::HasSubstr;
using testing::Not;

TEST(Page, HoldsTheDocumentInThePlaceOfItsMark) {
  const std::string page = page_with(Value::object().set("kind", "kizashi clip report"));
  EXPECT_THAT(page, HasSubstr(R"(id="data">{"kind": "kizashi clip report"}</script>)"));
  EXPECT_THAT(page, Not(HasSubstr(">__DATA__<")));
}

TEST(Page, LetsNoTextOfTheDocumentEndItsElement) {
  const Value document = Value::object().set("message", "</script><script>alert(1)</script><!--");
  const std::string json = embeddable_json(document);
  EXPECT_THAT(json, Not(HasSubstr("<")));
  const auto read = document::parse(json, "json");
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(*read == document);
}

TEST(Page, WritesLineSeparatorsAsNumbersAndKeepsOtherSigns) {
  const Value document = Value::object().set("name", "\xE2\x80\xA8 \xE2\x80\xA9 \xE2\x82\xAC \xE8\xA1\xA8\xE6\x83\x85");
  const std::string json = embeddable_json(document);
  EXPECT_EQ(json, "{\"name\": \"\\u2028 \\u2029 \xE2\x82\xAC \xE8\xA1\xA8\xE6\x83\x85\"}");
  EXPECT_TRUE(*document::parse(json, "json") == document);
}

}  // namespace
}  // namespace kizashi::report
