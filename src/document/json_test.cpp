// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <fstream>
#include <limits>
#include <random>
#include <string>

#include "kizashi/base/temporary_directory.h"
#include "kizashi/document/value.h"

namespace kizashi::document {
namespace {

using testing::HasSubstr;

Value parsed(std::string_view text) {
  auto result = parse(text, "test.json");
  EXPECT_TRUE(result.ok()) << text;
  return result.ok() ? *std::move(result) : Value();
}

base::Error refusal(std::string_view text) {
  const auto result = parse(text, "test.json");
  EXPECT_FALSE(result.ok()) << text;
  return result.ok() ? base::Error{} : result.error();
}

std::pair<std::size_t, std::size_t> place_of(const Value& value) {
  return {value.position().value().line, value.position().value().column};
}

std::pair<std::size_t, std::size_t> place_of(const base::Error& error) {
  return {error.position.value().line, error.position.value().column};
}

using Place = std::pair<std::size_t, std::size_t>;

TEST(Json, ReadsEveryKindOfValue) {
  const Value value =
      parsed(R"({"a": null, "b": true, "c": -3, "d": 2.5e-1, "e": "x\n\u00e9", "f": [1, []], "g": {}})");
  EXPECT_TRUE(value.find("a")->is_null());
  EXPECT_EQ(*value.find("b"), Value(true));
  EXPECT_EQ(*value.find("c"), Value(-3));
  EXPECT_EQ(*value.find("d"), Value(0.25));
  EXPECT_EQ(*value.find("e"), Value("x\n\xC3\xA9"));
  EXPECT_EQ(*value.find("f"), Value::array().push(1).push(Value::array()));
  EXPECT_EQ(*value.find("g"), Value::object());
}

TEST(Json, KnowsWhereEveryValueStands) {
  const Value value = parsed("{\n  \"a\": [10, true,\n\t\"\\\"quoted,\\\\\", null],\n  \"b\": {\"c\": -1.5e3}}");
  EXPECT_EQ(place_of(value), Place(1, 1));
  const Items& items = *value.find("a")->as_items();
  EXPECT_EQ(place_of(*value.find("a")), Place(2, 8));
  EXPECT_EQ(place_of(items[0]), Place(2, 9));
  EXPECT_EQ(place_of(items[1]), Place(2, 13));
  EXPECT_EQ(place_of(items[2]), Place(3, 2));
  EXPECT_EQ(place_of(items[3]), Place(3, 17));
  EXPECT_EQ(place_of(*value.find("b")), Place(4, 8));
  EXPECT_EQ(place_of(*value.find("b")->find("c")), Place(4, 14));
}

TEST(Json, CountsColumnsInCharactersAndNotInBytes) {
  EXPECT_EQ(place_of(*parsed("{\"\xE5\x85\x86\": 5}").find("\xE5\x85\x86")), Place(1, 7));
}

TEST(Json, AcceptsAByteOrderMarkWithoutCountingIt) {
  EXPECT_EQ(place_of(parsed("\xEF\xBB\xBF[1]").as_items()->front()), Place(1, 2));
}

TEST(Json, NamesTheDocumentAndThePlaceOfAMistake) {
  const auto error = refusal("{\"a\": 1,\n  oops}");
  EXPECT_EQ(error.code, base::ErrorCode::invalid_document);
  EXPECT_EQ(place_of(error), Place(2, 3));
  EXPECT_THAT(error.message, testing::StartsWith("test.json:2:3: not valid JSON: "));
  EXPECT_THAT(error.message, testing::Not(HasSubstr("\n")));
}

TEST(Json, RefusesWhatIsNoJson) {
  for (const std::string_view text : {"", " ", "{", "[1,]", "{\"a\"}", "nul", "'a'", "[1] 2", "{} x", "01", "1.", "NaN",
                                      "-Infinity", "// no\n1", "\"\t\"", "\xEF\xBB", R"("\ud800")"}) {
    EXPECT_EQ(refusal(text).code, base::ErrorCode::invalid_document) << text;
  }
}

TEST(Json, RefusesInvalidUtf8WithoutRepeatingIt) {
  const auto error = refusal("[\"ok\", \"\xC3\x28\"]");
  EXPECT_EQ(place_of(error).first, 1U);
  EXPECT_THAT(error.message, HasSubstr("UTF-8"));
  EXPECT_THAT(error.message, testing::Not(HasSubstr("\xC3")));
}

TEST(Json, RefusesANulByteThatWouldHideWhatFollows) {
  const auto error = refusal(std::string_view("[1]\n\0garbage", 12));
  EXPECT_EQ(place_of(error), Place(2, 1));
  EXPECT_THAT(error.message, HasSubstr("NUL"));
}

TEST(Json, RefusesARepeatedNameAtItsSecondPlace) {
  const auto error = refusal("{\"a\": 1,\n \"b\": {\"a\": 2}, \"a\": 3}");
  EXPECT_EQ(place_of(error), Place(2, 17));
  EXPECT_THAT(error.message, HasSubstr("the name \"a\" stands twice"));
}

TEST(Json, RefusesANumberTooLargeForADouble) {
  const auto error = refusal("[1,\n 1e999]");
  EXPECT_EQ(place_of(error).first, 2U);
  EXPECT_THAT(error.message, HasSubstr("too large"));
}

TEST(Json, ReadsAnIntegerBeyond64BitsAsANumber) {
  EXPECT_EQ(parsed("9223372036854775807"), Value(std::numeric_limits<std::int64_t>::max()));
  EXPECT_EQ(parsed("9223372036854775808"), Value(9223372036854775808.0));
}

TEST(Json, ReadsSixtyFourLevelsAndRefusesOneMore) {
  EXPECT_TRUE(parse(std::string(64, '[') + std::string(64, ']'), "deep").ok());
  const auto error = refusal(std::string(65, '[') + std::string(65, ']'));
  EXPECT_THAT(error.message, HasSubstr("nested deeper than 64"));
  EXPECT_EQ(place_of(error), Place(1, 65));
  EXPECT_FALSE(parse(std::string(1'000'000, '['), "very deep").ok());
}

TEST(Json, SaysThatAFileIsMissingOrUnreadable) {
  const base::TemporaryDirectory folder;
  EXPECT_EQ(read_file(folder.path() / "none.json").error().code, base::ErrorCode::missing_file);
  EXPECT_EQ(read_file(folder.path()).error().code, base::ErrorCode::unreadable_file);
}

TEST(Json, ReadsAFile) {
  const base::TemporaryDirectory folder;
  std::ofstream(folder.path() / "a.json") << "[1, 2]\n";
  const auto value = read_file(folder.path() / "a.json");
  ASSERT_TRUE(value.ok());
  EXPECT_EQ(*value, Value::array().push(1).push(2));
}

TEST(Json, WritesMembersInTheirOrderWithTwoSpacesOfIndent) {
  const Value value = Value::object()
                          .set("z", 1)
                          .set("a", Value::array().push(true).push(Value()))
                          .set("e", Value::object())
                          .set("l", Value::array());
  EXPECT_EQ(write(value), "{\n  \"z\": 1,\n  \"a\": [\n    true,\n    null\n  ],\n  \"e\": {},\n  \"l\": []\n}\n");
  EXPECT_EQ(write_line(value), R"({"z": 1, "a": [true, null], "e": {}, "l": []})");
}

TEST(Json, WritesARowOfNumbersOnOneLine) {
  const Value table = Value::array()
                          .push(Value::array().push(1).push(0.5).push(Value()))
                          .push(Value::array().push(Value()).push(Value()));
  EXPECT_EQ(write(table), "[\n  [1, 0.5, null],\n  [\n    null,\n    null\n  ]\n]\n");
}

TEST(Json, WritesNumbersShortestAndKeepsThemNumbers) {
  EXPECT_EQ(write_line(Value(0.1)), "0.1");
  EXPECT_EQ(write_line(Value(5.0)), "5.0");
  EXPECT_EQ(write_line(Value(-0.0)), "-0.0");
  EXPECT_EQ(write_line(Value(1e-7)), "1e-07");
  EXPECT_EQ(write_line(Value(5)), "5");
  EXPECT_EQ(write_line(Value(std::numeric_limits<std::int64_t>::min())), "-9223372036854775808");
}

TEST(Json, NeverWritesANumberThatIsNone) {
  EXPECT_THROW(write(Value(std::numeric_limits<double>::quiet_NaN())), base::ContractViolation);
  EXPECT_THROW(write(Value(std::numeric_limits<double>::infinity())), base::ContractViolation);
}

TEST(Json, EscapesWhatATextMayNotHold) {
  EXPECT_EQ(write_line(Value("\"\\\n\x01\xE5\x85\x86")), "\"\\\"\\\\\\n\\u0001\xE5\x85\x86\"");
  EXPECT_EQ(write_line(Value("a\xFFz")), "\"a\xEF\xBF\xBDz\"");
}

TEST(Json, ReadsBackEveryDoubleThatItWrites) {
  std::mt19937_64 random(20240229);
  for (int round = 0; round < 10000; ++round) {
    const auto number = std::bit_cast<double>(random());
    if (!std::isfinite(number)) continue;
    EXPECT_EQ(parsed(write_line(Value(number))), Value(number));
  }
}

}  // namespace
}  // namespace kizashi::document
