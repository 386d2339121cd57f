// SPDX-License-Identifier: Apache-2.0
#include "kizashi/document/field.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace kizashi::document {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A parsed text, the mistakes noted so far and the field at its root.
struct Document {
  explicit Document(std::string_view text) : value(*parse(text, "test.json")) {}
  [[nodiscard]] std::string message() const {
    const auto status = mistakes.status();
    return status.ok() ? "" : status.error().message;
  }
  Value value;
  Mistakes mistakes{"test.json"};
  Field root{value, mistakes};
};

TEST(Field, ReadsEveryKindWithoutAMistake) {
  const Document document(
      R"({"t": "x", "n": 1.5, "i": 4, "f": true, "w": "two", "a": [{"x": 1}, {"x": 2}], "o": {"k": 3}})");
  EXPECT_EQ(document.root["t"].text(), "x");
  EXPECT_EQ(document.root["n"].number(), 1.5);
  EXPECT_EQ(document.root["i"].number(), 4.0);
  EXPECT_EQ(document.root["i"].integer(), 4);
  EXPECT_EQ(document.root["i"].integer_in(4, 4), 4);
  EXPECT_EQ(document.root["n"].number_in(1.5, 2.0), 1.5);
  EXPECT_TRUE(document.root["f"].flag());
  EXPECT_EQ(document.root["w"].one_of({"one", "two"}), 1U);
  EXPECT_EQ(document.root["a"].items().at(1)["x"].integer(), 2);
  EXPECT_EQ(document.root["o"].members().at(0).name, "k");
  EXPECT_EQ(document.root["o"].members().at(0).field.integer(), 3);
  EXPECT_EQ(document.message(), "");
}

TEST(Field, NamesPathPlaceAndExpectationOfEveryMistake) {
  const Document document("{\"models\": [\n  {\"sha256\": 3}]}");
  EXPECT_EQ(document.root["models"].items().at(0)["sha256"].text(), "");
  EXPECT_EQ(document.root["version"].integer(), 0);
  EXPECT_EQ(document.message(),
            "test.json: 2:14: models[0].sha256: expected a text; 1:1: version: missing; expected a whole number");
  EXPECT_EQ(document.mistakes.status().error().code, base::ErrorCode::invalid_document);
  EXPECT_EQ(document.mistakes.status().error().position.value().line, 2U);
}

TEST(Field, RefusesValuesOfTheWrongKind) {
  const Document document(R"({"v": {}, "f": 1.0, "t": "1"})");
  static_cast<void>(document.root["v"].items());
  static_cast<void>(document.root["f"].integer());
  static_cast<void>(document.root["t"].number());
  EXPECT_THAT(document.message(), HasSubstr("v: expected an array"));
  EXPECT_THAT(document.message(), HasSubstr("f: expected a whole number"));
  EXPECT_THAT(document.message(), HasSubstr("t: expected a number"));
}

TEST(Field, RefusesValuesOutOfRangeAndSaysTheRange) {
  const Document document(R"({"n": 1.5, "i": 9, "w": "three"})");
  EXPECT_EQ(document.root["n"].number_in(0.0, 1.0), 0.0);
  EXPECT_EQ(document.root["i"].integer_in(1, 8), 0);
  EXPECT_EQ(document.root["w"].one_of({"one", "two"}), 0U);
  EXPECT_THAT(document.message(), HasSubstr("n: expected a number from 0 to 1"));
  EXPECT_THAT(document.message(), HasSubstr("i: expected a whole number from 1 to 8"));
  EXPECT_THAT(document.message(), HasSubstr("w: expected one of: one, two"));
}

TEST(Field, RefusesANumberThatIsNoneEvenWhenBuiltInMemory) {
  const Value value(std::numeric_limits<double>::quiet_NaN());
  Mistakes mistakes("memory");
  static_cast<void>(Field(value, mistakes).number());
  static_cast<void>(Field(value, mistakes).number_in(0.0, 1.0));
  EXPECT_THAT(mistakes.status().error().message, HasSubstr("the document: expected a number"));
}

TEST(Field, TakesNullForAbsent) {
  const Document document(R"({"a": null, "b": 0})");
  EXPECT_FALSE(document.root["a"].present());
  EXPECT_TRUE(document.root["b"].present());
  EXPECT_FALSE(document.root["c"]["d"].present());
  EXPECT_EQ(document.message(), "");
}

TEST(Field, NotesOneMistakePerPlace) {
  const Document document("{}");
  static_cast<void>(document.root["a"].text());
  static_cast<void>(document.root["a"].number());
  EXPECT_EQ(document.message(), "test.json: 1:1: a: missing; expected a text");
}

TEST(Field, StaysSilentBelowAValueOfTheWrongKind) {
  const Document document(R"({"a": 3})");
  static_cast<void>(document.root["a"]["b"]["c"].text());
  EXPECT_EQ(document.message(), "test.json: 1:7: a: expected an object");
}

TEST(Field, NamesMembersItDoesNotKnow) {
  const Document document(R"({"name": 1, "nmae": 2})");
  document.root.expect_only({"name", "size"});
  EXPECT_EQ(document.message(), "test.json: 1:21: nmae: expected another name here, one of: name, size");
}

TEST(Field, ListsTenMistakesAndCountsTheRest) {
  const Document document("{}");
  for (int idx = 0; idx < 12; ++idx) document.root["m" + std::to_string(idx)].reject("something");
  EXPECT_THAT(document.message(), HasSubstr("m9: missing"));
  EXPECT_THAT(document.message(), Not(HasSubstr("m10:")));
  EXPECT_THAT(document.message(), testing::EndsWith("; and 2 more"));
}

}  // namespace
}  // namespace kizashi::document
