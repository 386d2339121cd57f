// SPDX-License-Identifier: Apache-2.0
#include "kizashi/document/value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace kizashi::document {
namespace {

TEST(Value, IsNullUntilGivenSomething) {
  EXPECT_TRUE(Value().is_null());
  EXPECT_TRUE(Value(std::optional<double>()).is_null());
  EXPECT_FALSE(Value(std::optional<double>(0.0)).is_null());
}

TEST(Value, KeepsTheKindItWasMadeWith) {
  EXPECT_THAT(Value(true).as_flag(), testing::Pointee(true));
  EXPECT_THAT(Value(7).as_integer(), testing::Pointee(std::int64_t{7}));
  EXPECT_THAT(Value("word").as_text(), testing::Pointee(std::string("word")));
  EXPECT_EQ(Value(2.5).as_number(), 2.5);
  EXPECT_EQ(Value(2.5).as_integer(), nullptr);
  EXPECT_EQ(Value(1).as_flag(), nullptr);
  EXPECT_EQ(Value("1").as_number(), std::nullopt);
}

TEST(Value, ReadsAnIntegerAsANumberToo) { EXPECT_EQ(Value(7).as_number(), 7.0); }

TEST(Value, KeepsTheOrderOfItsMembers) {
  const Value value = Value::object().set("zebra", 1).set("ant", 2);
  ASSERT_NE(value.as_members(), nullptr);
  EXPECT_EQ(value.as_members()->front().first, "zebra");
  EXPECT_EQ(value.find("ant")->as_number(), 2.0);
  EXPECT_EQ(value.find("bee"), nullptr);
  EXPECT_EQ(Value(1).find("ant"), nullptr);
}

TEST(Value, RefusesASecondMemberOfTheSameName) {
  Value value = Value::object().set("name", 1);
  EXPECT_THROW(value.set("name", 2), base::ContractViolation);
}

TEST(Value, RefusesMembersAndItemsWhereTheyDoNotBelong) {
  EXPECT_THROW(Value::array().set("name", 1), base::ContractViolation);
  EXPECT_THROW(Value::object().push(1), base::ContractViolation);
  EXPECT_THROW(static_cast<void>(Value(std::numeric_limits<std::size_t>::max())), base::ContractViolation);
}

TEST(Value, EqualsByContentAndNotByPlace) {
  Value moved(3);
  moved.set_position({9, 9});
  EXPECT_EQ(moved, Value(3));
  EXPECT_NE(Value(1), Value(1.0));
  EXPECT_NE(Value::object().set("a", 1).set("b", 2), Value::object().set("b", 2).set("a", 1));
}

}  // namespace
}  // namespace kizashi::document
