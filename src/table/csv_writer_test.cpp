// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/csv_writer.h"

#include <gtest/gtest.h>

#include <clocale>
#include <limits>

#include "kizashi/base/check.h"

namespace kizashi::table {
namespace {

TEST(CsvWriter, WritesTheHeaderFirstAndOneLineARow) {
  std::string text;
  CsvWriter writer(sink_to(text), {"id", "height_mm", "present"});
  ASSERT_TRUE(writer.put_integer(7).put_fixed(1.25, 3).put_flag(true).end_row().ok());
  ASSERT_TRUE(writer.put_integer(-8).put_fixed(std::nullopt, 3).put_blank().end_row().ok());
  ASSERT_TRUE(writer.finish().ok());
  EXPECT_EQ(text, "id,height_mm,present\n7,1.250,1\n-8,,\n");
}

TEST(CsvWriter, WritesTheHeaderOfATableWithoutRows) {
  std::string text;
  CsvWriter writer(sink_to(text), {"a", "b"});
  ASSERT_TRUE(writer.finish().ok());
  EXPECT_EQ(text, "a,b\n");
}

std::string line_of(const std::function<void(CsvWriter&)>& put) {
  std::string text;
  CsvWriter writer(sink_to(text), {"value"});
  put(writer);
  EXPECT_TRUE(writer.end_row().ok());
  EXPECT_TRUE(writer.finish().ok());
  return text.substr(6, text.size() - 7);
}

std::string fixed(double number, int decimals) {
  return line_of([=](CsvWriter& writer) { writer.put_fixed(number, decimals); });
}

std::string shortest(double number) {
  return line_of([=](CsvWriter& writer) { writer.put_shortest(number); });
}

std::string shortest_float(double number) {
  return line_of([=](CsvWriter& writer) { writer.put_shortest_float(number); });
}

TEST(CsvWriter, WritesFixedDecimals) {
  EXPECT_EQ(fixed(2.0 / 3.0, 2), "0.67");
  EXPECT_EQ(fixed(-1.0, 0), "-1");
  EXPECT_EQ(fixed(1e300, 1).size(), 303U);
}

TEST(CsvWriter, WritesNumbersShortestThatReadBackTheSame) {
  EXPECT_EQ(shortest(0.1), "0.1");
  EXPECT_EQ(shortest(1.0 / 3.0), "0.3333333333333333");
  EXPECT_EQ(shortest_float(1.0 / 3.0), "0.33333334");
  EXPECT_EQ(shortest(5.0), "5");
}

TEST(CsvWriter, NeverWritesTheSignOfAZero) {
  EXPECT_EQ(fixed(-0.0, 2), "0.00");
  EXPECT_EQ(fixed(-0.001, 2), "0.00");
  EXPECT_EQ(fixed(-0.01, 2), "-0.01");
  EXPECT_EQ(shortest(-0.0), "0");
  EXPECT_EQ(shortest_float(-0.0), "0");
}

TEST(CsvWriter, WritesTheSameNumbersInEveryLocale) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  for (const char* locale : {"de_DE.UTF-8", "C.UTF-8"}) {
    std::setlocale(LC_ALL, locale);
    EXPECT_EQ(fixed(1234.5, 1), "1234.5");
    EXPECT_EQ(shortest(1234.5), "1234.5");
  }
  std::setlocale(LC_ALL, before.c_str());
}

TEST(CsvWriter, QuotesWhatNeedsQuotesAndNothingElse) {
  const auto text = [](std::string_view content) {
    return line_of([=](CsvWriter& writer) { writer.put_text(content); });
  };
  EXPECT_EQ(text("plain text; so"), "plain text; so");
  EXPECT_EQ(text("a,b"), "\"a,b\"");
  EXPECT_EQ(text("say \"so\""), "\"say \"\"so\"\"\"");
  EXPECT_EQ(text("two\nlines"), "\"two\nlines\"");
}

TEST(CsvWriter, QuotesTheBlankCellOfAOneColumnTableSoThatItStaysARow) {
  EXPECT_EQ(line_of([](CsvWriter& writer) { writer.put_blank(); }), "\"\"");
}

TEST(CsvWriter, RefusesARowOfAnotherWidthThanTheHeader) {
  std::string text;
  CsvWriter writer(sink_to(text), {"a", "b"});
  writer.put_integer(1);
  EXPECT_THROW(static_cast<void>(writer.end_row()), base::ContractViolation);
  EXPECT_THROW(static_cast<void>(writer.finish()), base::ContractViolation);
  writer.put_integer(2);
  EXPECT_THROW(writer.put_integer(3), base::ContractViolation);
  EXPECT_THROW(CsvWriter(sink_to(text), {}), base::ContractViolation);
}

TEST(CsvWriter, NeverWritesANumberThatIsNone) {
  EXPECT_THROW(fixed(std::numeric_limits<double>::quiet_NaN(), 2), base::ContractViolation);
  EXPECT_THROW(shortest(std::numeric_limits<double>::infinity()), base::ContractViolation);
  EXPECT_THROW(shortest_float(1e300), base::ContractViolation);
}

TEST(CsvWriter, PassesOnWhyTheSinkFailed) {
  CsvWriter writer([](std::string_view) { return base::Error{base::ErrorCode::disk_full, "full"}; }, {"a"});
  ASSERT_TRUE(writer.put_integer(1).end_row().ok());
  const auto status = writer.finish();
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, base::ErrorCode::disk_full);
}

TEST(CsvWriter, HandsLongTablesOnInPieces) {
  std::size_t pieces = 0;
  std::size_t longest = 0;
  const auto count = [&](std::string_view bytes) {
    ++pieces;
    longest = std::max(longest, bytes.size());
    return base::Status();
  };
  CsvWriter writer(count, {"a"});
  for (int row = 0; row < 100'000; ++row) ASSERT_TRUE(writer.put_integer(row).end_row().ok());
  EXPECT_GT(pieces, 5U);
  EXPECT_LT(longest, 70'000U);
}

}  // namespace
}  // namespace kizashi::table
