// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/text_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizashi::face::openface {
namespace {

using testing::HasSubstr;

std::string failure_of(std::string_view text) {
  TextReader reader(text, "a.txt");
  reader.matrix<double>("a matrix", {2, 2});
  const auto result = reader.finish(0);
  EXPECT_FALSE(result.ok()) << text;
  return result.ok() ? "" : result.error().message;
}

TEST(TextReader, SkipsCommentsBlankLinesAndCarriageReturns) {
  TextReader reader("# a comment\r\n\r\n2\r\n2\r\n6\r\n1 -2.5 \r\n# another\r\n3e1 4", "a.txt");
  const auto matrix = reader.matrix<double>("a matrix", {2, any_length});
  EXPECT_TRUE(reader.finish(0).ok());
  ASSERT_EQ(matrix.size(), 4);
  EXPECT_EQ(matrix(0, 1), -2.5);
  EXPECT_EQ(matrix(1, 0), 30.0);
}

TEST(TextReader, NamesFileAndLine) {
  EXPECT_THAT(failure_of("2\n2\n6\n1 2\n3 x"), HasSubstr("a.txt, line 5: a matrix: something that is no finite"));
  EXPECT_THAT(failure_of("2\n2\n6\n1 2\n3 nan"), HasSubstr("line 5"));
  EXPECT_THAT(failure_of("2\n2\n6\n1 2\n3 1e999"), HasSubstr("line 5"));
  EXPECT_THAT(failure_of("2\n2\n6\n1 2\n3 4\n5"), HasSubstr("a.txt, line 6: more than the file should have"));
  EXPECT_THAT(failure_of("2\n2\n6\n1 2\n3"), HasSubstr("a.txt, line 5: the file ends within a matrix"));
  EXPECT_THAT(failure_of("2\n3\n6\n1 2 3 4 5 6"), HasSubstr("a matrix: 2 x 3 of type 6, must be 2 x 2 of type 6"));
  EXPECT_THAT(failure_of("2\n2\n4\n1 2 3 4"), HasSubstr("of type 4, must be"));
  EXPECT_THAT(failure_of("2.5\n2\n6\n"), HasSubstr("a.txt, line 1: a matrix: something that is no whole number"));
}

TEST(TextReader, AllocatesNothingForNumbersThatTheFileHasNoRoomFor) {
  TextReader reader("2000000000\n2000000000\n6\n1 2", "a.txt");
  EXPECT_EQ(reader.matrix<double>("a matrix", {}).size(), 0);
  EXPECT_THAT(reader.finish(0).error().message, HasSubstr("the file ends within a matrix: it has no room for"));
}

}  // namespace
}  // namespace kizashi::face::openface
