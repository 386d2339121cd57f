// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/byte_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <limits>

namespace kizashi::face::openface {
namespace {

using testing::AllOf;
using testing::HasSubstr;

template <typename T>
std::string bytes_of(T value) {
  std::string bytes(sizeof value, '\0');
  std::memcpy(bytes.data(), &value, sizeof value);
  return bytes;
}

std::string header(std::int32_t rows, std::int32_t columns, std::int32_t type) {
  return bytes_of(rows) + bytes_of(columns) + bytes_of(type);
}

/// The message of a reader that has to fail.
std::string failure_of(ByteReader& reader) {
  const auto result = reader.finish(0);
  EXPECT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, base::ErrorCode::unusable_model);
  return result.error().message;
}

TEST(ByteReader, ReadsNumbersAndMatricesRowByRow) {
  const std::string bytes = bytes_of<std::int32_t>(7) + bytes_of(0.5) + header(2, 2, 5) + bytes_of(1.0F) +
                            bytes_of(2.0F) + bytes_of(3.0F) + bytes_of(4.0F);
  ByteReader reader(bytes, "a.dat");
  EXPECT_EQ(reader.count("a count", {0, 7}), 7);
  EXPECT_EQ(reader.number("a number"), 0.5);
  const auto matrix = reader.matrix<float>("a matrix", {2, any_length});
  ASSERT_EQ(matrix.size(), 4);
  EXPECT_EQ(matrix(0, 1), 2.0F);
  EXPECT_EQ(matrix(1, 0), 3.0F);
  EXPECT_TRUE(reader.finish(0).ok());
}

TEST(ByteReader, NamesFileAndOffsetOfAMatrixOfAnotherSizeOrType) {
  const std::string bytes = bytes_of(0.5) + header(2, 1, 6) + bytes_of(1.0) + bytes_of(2.0);
  for (const MatrixSize size : {MatrixSize{3, 1}, MatrixSize{2, 2}}) {
    ByteReader reader(bytes, "a.dat");
    reader.number("a number");
    reader.matrix<double>("a matrix", size);
    EXPECT_THAT(failure_of(reader), AllOf(HasSubstr("a.dat, byte 8: a matrix: 2 x 1 of type 6, must be")));
  }
  ByteReader reader(bytes, "a.dat");
  reader.number("a number");
  reader.matrix<float>("a matrix", {2, 1});
  EXPECT_THAT(failure_of(reader), HasSubstr("must be 2 x 1 of type 5"));
}

TEST(ByteReader, AllocatesNothingForAMatrixThatTheFileHasNoBytesFor) {
  const std::int32_t huge = std::numeric_limits<std::int32_t>::max();
  const std::string bytes = header(huge, huge, 6) + bytes_of(1.0);
  ByteReader reader(bytes, "a.dat");
  EXPECT_EQ(reader.matrix<double>("a matrix", {}).size(), 0);
  EXPECT_THAT(failure_of(reader), HasSubstr("a.dat, byte 0: the file ends within a matrix: 8 bytes are left for"));
}

TEST(ByteReader, RefusesLengthsThatAreNone) {
  for (const std::int32_t rows : {-1, 0}) {
    const std::string bytes = header(rows, 2, 6);
    ByteReader reader(bytes, "a.dat");
    reader.matrix<double>("a matrix", {});
    EXPECT_THAT(failure_of(reader), HasSubstr("a matrix: " + std::to_string(rows) + " x 2"));
  }
}

TEST(ByteReader, RefusesWhatIsNotFinite) {
  const std::string number = bytes_of(std::numeric_limits<double>::quiet_NaN());
  ByteReader of_number(number, "a.dat");
  of_number.number("a number");
  EXPECT_THAT(failure_of(of_number), HasSubstr("a.dat, byte 0: a number is not a finite number"));
  const std::string matrix = header(1, 1, 5) + bytes_of(std::numeric_limits<float>::infinity());
  ByteReader of_matrix(matrix, "a.dat");
  of_matrix.matrix<float>("a matrix", {1, 1});
  EXPECT_THAT(failure_of(of_matrix), HasSubstr("a.dat, byte 0: not all numbers of a matrix are finite"));
}

TEST(ByteReader, RefusesBytesLeftOver) {
  ByteReader reader("12345678abc", "a.dat");
  reader.floats("two numbers", 2);
  EXPECT_THAT(failure_of(reader), HasSubstr("a.dat, byte 8: 3 bytes more than the file should have"));
}

TEST(ByteReader, TellsTheFirstOfSeveralFaultsAndGivesNothingAfterIt) {
  const std::string bytes = bytes_of<std::int32_t>(9) + bytes_of<std::int32_t>(5);
  ByteReader reader(bytes, "a.dat");
  EXPECT_EQ(reader.count("the views", {1, 3}), 0);
  EXPECT_EQ(reader.integer("another"), 0);
  EXPECT_EQ(reader.number("a number"), 0.0);
  EXPECT_THAT(failure_of(reader), HasSubstr("a.dat, byte 0: the views is 9, must be 1 to 3"));
}

}  // namespace
}  // namespace kizashi::face::openface
