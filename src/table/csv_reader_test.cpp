// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <string>

#include "kizashi/base/temporary_directory.h"
#include "kizashi/table/csv_writer.h"

namespace kizashi::table {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Row = std::vector<std::string>;

/// A whole table in memory, or the first error.
struct Table {
  Row header;
  std::vector<Row> rows;
  std::optional<base::Error> error;
};

Table rows_of(base::Result<CsvReader> reader) {
  Table table;
  if (!reader.ok()) {
    table.error = reader.error();
    return table;
  }
  table.header = reader->header();
  while (true) {
    const auto more = reader->next();
    if (!more.ok()) table.error = more.error();
    if (!more.ok() || !*more) return table;
    Row& row = table.rows.emplace_back();
    for (std::size_t column = 0; column < reader->width(); ++column) row.emplace_back(reader->text_at(column));
  }
}

Table table_of(std::string_view text, const CsvReadOptions& options = {}) {
  return rows_of(CsvReader::of_text(std::string(text), "t.csv", options));
}

TEST(CsvReader, ReadsRowsWhateverTheirLineEnds) {
  for (const std::string_view text : {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\n1,2\r\n3,4",
                                      "\xEF\xBB\xBF"
                                      "a,b\n1,2\n\n3,4\n\r\n"}) {
    const Table table = table_of(text);
    EXPECT_FALSE(table.error.has_value());
    EXPECT_THAT(table.header, ElementsAre("a", "b"));
    EXPECT_THAT(table.rows, ElementsAre(Row{"1", "2"}, Row{"3", "4"})) << text;
  }
}

TEST(CsvReader, ReadsQuotedCellsAsRfc4180HasThem) {
  const Table table = table_of("a,\"b, c\"\n\"say \"\"so\"\"\",\"two\nlines\"\n\"\",\"\"\"\"\n");
  EXPECT_FALSE(table.error.has_value());
  EXPECT_THAT(table.header, ElementsAre("a", "b, c"));
  EXPECT_THAT(table.rows, ElementsAre(Row{"say \"so\"", "two\nlines"}, Row{"", "\""}));
}

TEST(CsvReader, FindsTheDelimiterInTheHeader) {
  EXPECT_THAT(table_of("a;b;\"c,d,e\"\n1,5;2;3\n").rows, ElementsAre(Row{"1,5", "2", "3"}));
  EXPECT_THAT(table_of("a\tb\n1\t2\n").rows, ElementsAre(Row{"1", "2"}));
  EXPECT_THAT(table_of("alone\n1;2\n").rows, ElementsAre(Row{"1;2"}));
}

TEST(CsvReader, TakesTheDelimiterItIsGiven) {
  EXPECT_THAT(table_of("a;b,c\n1;2,3\n", {.delimiter = ','}).header, ElementsAre("a;b", "c"));
  EXPECT_THROW(table_of("a|b\n", {.delimiter = '|'}), base::ContractViolation);
}

TEST(CsvReader, DropsSpacesAroundTheNamesOfTheHeader) {
  EXPECT_THAT(table_of("frame, timestamp , success\n1, 2, 3\n").header, ElementsAre("frame", "timestamp", "success"));
}

TEST(CsvReader, FindsColumnsByName) {
  const auto reader = CsvReader::of_text("a,b\n", "t.csv");
  ASSERT_TRUE(reader.ok());
  EXPECT_EQ(reader->column_of("b"), 1U);
  EXPECT_EQ(reader->column_of("c"), std::nullopt);
}

CsvReader at_first_row(std::string_view text) {
  auto reader = CsvReader::of_text(std::string(text), "t.csv");
  EXPECT_TRUE(reader.ok());
  EXPECT_TRUE(*reader->next());
  return *std::move(reader);
}

TEST(CsvReader, ReadsNumbersAndTakesBlankForAbsent) {
  const CsvReader reader = at_first_row("a,b,c,d,e\n 1.5,-2e3 ,,  ,+.5\n");
  EXPECT_EQ(*reader.number_at(0), 1.5);
  EXPECT_EQ(*reader.number_at(1), -2000.0);
  EXPECT_EQ(*reader.number_at(2), std::nullopt);
  EXPECT_EQ(*reader.number_at(3), std::nullopt);
  EXPECT_EQ(*reader.number_at(4), 0.5);
}

TEST(CsvReader, RefusesWhatIsNoFiniteNumberAndSaysWhere) {
  for (const std::string_view cell :
       {"nan", "inf", "-inf", "1e999", "1,5", "0x10", "1 2", "--1", "+-1", "1.5mm", "NA"}) {
    const CsvReader reader = at_first_row("a;b\n1;" + std::string(cell) + "\n");
    const auto number = reader.number_at(1);
    ASSERT_FALSE(number.ok()) << cell;
    EXPECT_EQ(number.error().code, base::ErrorCode::invalid_table);
    EXPECT_THAT(number.error().message, testing::StartsWith("t.csv:2:3: column b: \"" + std::string(cell) + "\""));
  }
}

TEST(CsvReader, ReadsWholeNumbersAndFlagsHoweverTheyAreWritten) {
  const CsvReader reader = at_first_row("a,b,c,d,e\n12,-3.00,1.00,0.5,9007199254740993\n");
  EXPECT_EQ(*reader.integer_at(0), 12);
  EXPECT_EQ(*reader.integer_at(1), -3);
  EXPECT_FALSE(reader.integer_at(3).ok());
  EXPECT_EQ(*reader.integer_at(4), 9007199254740993);
  EXPECT_EQ(*reader.flag_at(2), true);
  EXPECT_FALSE(reader.flag_at(0).ok());
}

TEST(CsvReader, CountsLinesInQuotesAndColumnsInCharacters) {
  const CsvReader reader = at_first_row("a,b\n\"\xE5\x85\x86\n\xE5\x85\x86\xE5\x85\x86\",x\n");
  const auto error = reader.number_at(1).error();
  EXPECT_EQ(error.position.value().line, 3U);
  EXPECT_EQ(error.position.value().column, 5U);
}

struct Malformed {
  std::string_view text;
  std::size_t line;
  std::size_t column;
  std::string_view reason;
};

TEST(CsvReader, RefusesMalformedTablesAtTheirPlace) {
  const std::vector<Malformed> tables{
      {"a,b\n1\n", 2, 1, "1 cells where the header has 2"},
      {"a,b\n1,2,3\n", 2, 5, "3 cells where the header has 2"},
      {"a,a\n", 1, 3, "stands twice"},
      {"a\n\"open\n", 2, 1, "never closed"},
      {"a,b\n1,\"x\"y\n", 2, 6, "after a closing quote"},
      {"a,b\n1,x\"y\"\n", 2, 4, "a quote inside a cell"},
      {"a,b\n1,x\ry\n", 2, 4, "carriage return"},
      {std::string_view("a\n1\n\0\n", 6), 3, 1, "NUL"},
      {"a\nok\xFF\n", 2, 3, "not UTF-8"},
      {"\xFF\xFE"
       "a",
       1, 1, "not UTF-8"},
      {"\n\n", 1, 1, "no header"},
  };
  for (const auto& [text, line, column, reason] : tables) {
    const auto error = table_of(text).error;
    ASSERT_TRUE(error.has_value()) << text;
    EXPECT_EQ(error->code, base::ErrorCode::invalid_table);
    EXPECT_EQ(error->position.value().line, line) << text;
    EXPECT_EQ(error->position.value().column, column) << text;
    EXPECT_THAT(error->message, HasSubstr(reason));
    EXPECT_THAT(error->message, testing::Not(HasSubstr("\n")));
  }
}

TEST(CsvReader, RefusesAQuoteThatWouldTakeAWholeFileIntoMemory) {
  std::string text = "a\n\"";
  text.resize(CsvRecordSource::longest_record_bytes + 10, '\n');
  EXPECT_THAT(table_of(text).error.value().message, HasSubstr("is a quote left open?"));
}

/// The rows that can be read, and the lines of those that cannot.
struct Salvage {
  std::vector<Row> rows;
  std::vector<std::size_t> row_lines;
  std::vector<std::size_t> bad_lines;
};

Salvage salvage_of(base::Result<CsvReader> reader) {
  Salvage salvage;
  while (true) {
    const auto more = reader->next();
    if (!more.ok()) salvage.bad_lines.push_back(reader->line());
    if (!more.ok()) continue;
    if (!*more) return salvage;
    salvage.row_lines.push_back(reader->line());
    Row& row = salvage.rows.emplace_back();
    for (std::size_t column = 0; column < reader->width(); ++column) row.emplace_back(reader->text_at(column));
  }
}

TEST(CsvReader, GoesOnBehindARowItCannotRead) {
  const Salvage salvage = salvage_of(CsvReader::of_text(
      "a,b\n1,2\n3\nx\xFF,4\n5,6\n\"open,7\n8,9\n\"two\nlines\",10\n11,\"x\"y\n12,13\n\"end,14", "t.csv"));
  EXPECT_THAT(salvage.rows,
              ElementsAre(Row{"1", "2"}, Row{"5", "6"}, Row{"8", "9"}, Row{"two\nlines", "10"}, Row{"12", "13"}));
  EXPECT_THAT(salvage.row_lines, ElementsAre(2U, 5U, 7U, 8U, 11U));
  EXPECT_THAT(salvage.bad_lines, ElementsAre(3U, 4U, 6U, 10U, 12U));
}

TEST(CsvReader, GoesOnBehindAnOpenQuoteFarFromWhereItsBufferEnds) {
  const base::TemporaryDirectory folder;
  std::string text = "a,b\r\n";
  constexpr int row_count = 40'000;
  for (int row = 0; row < row_count; ++row) text += (row % 1000 == 5 ? "\"" : "") + std::to_string(row) + ",x\r\n";
  std::ofstream(folder.path() / "quotes.csv", std::ios::binary) << text;
  const Salvage from_file = salvage_of(CsvReader::open(folder.path() / "quotes.csv"));
  const Salvage from_memory = salvage_of(CsvReader::of_text(text, "t.csv"));
  EXPECT_EQ(from_file.rows.size(), row_count - row_count / 1000);
  EXPECT_EQ(from_file.bad_lines.size(), row_count / 1000);
  EXPECT_EQ(from_file.bad_lines.back(), row_count - 1000 + 5 + 2);
  EXPECT_EQ(from_file.rows.back(), (Row{std::to_string(row_count - 1), "x"}));
  EXPECT_EQ(from_file.row_lines.back(), row_count + 1);
  EXPECT_EQ(from_file.rows, from_memory.rows);
  EXPECT_EQ(from_file.row_lines, from_memory.row_lines);
  EXPECT_EQ(from_file.bad_lines, from_memory.bad_lines);
}

TEST(CsvReader, GoesOnBehindARowThatIsTooLong) {
  const base::TemporaryDirectory folder;
  const std::string filler(1000, 'x');
  std::string text = "a\n" + std::string(CsvRecordSource::longest_record_bytes + 10, 'y') + "\n\"open\n";
  std::size_t filler_rows = 0;
  for (; filler_rows * filler.size() <= CsvRecordSource::longest_record_bytes; ++filler_rows) text += filler + "\n";
  text += "end\n";
  std::ofstream(folder.path() / "long.csv", std::ios::binary) << text;
  for (const bool from_memory : {false, true}) {
    const Salvage salvage =
        salvage_of(from_memory ? CsvReader::of_text(text, "t.csv") : CsvReader::open(folder.path() / "long.csv"));
    EXPECT_THAT(salvage.bad_lines, ElementsAre(2U, 3U));
    ASSERT_EQ(salvage.rows.size(), filler_rows + 1);
    EXPECT_EQ(salvage.rows.front(), Row{filler});
    EXPECT_EQ(salvage.rows.back(), Row{"end"});
    EXPECT_EQ(salvage.row_lines.back(), filler_rows + 4);
  }
}

TEST(CsvReader, SaysThatAFileIsMissingEmptyOrUnreadable) {
  const base::TemporaryDirectory folder;
  std::ofstream(folder.path() / "empty.csv") << "";
  EXPECT_EQ(CsvReader::open(folder.path() / "none.csv").error().code, base::ErrorCode::missing_file);
  EXPECT_EQ(CsvReader::open(folder.path()).error().code, base::ErrorCode::unreadable_file);
  EXPECT_EQ(CsvReader::open(folder.path() / "empty.csv").error().code, base::ErrorCode::empty_file);
}

TEST(CsvReader, ReadsTheSameFromAFileLongerThanItsBuffer) {
  const base::TemporaryDirectory folder;
  std::string text = "\xEF\xBB\xBFnumber,word\r\n";
  for (int row = 0; row < 20'000; ++row) text += std::to_string(row) + ",\"w\n" + std::to_string(row % 7) + "\"\r\n";
  std::ofstream(folder.path() / "long.csv", std::ios::binary) << text;
  const Table from_file = rows_of(CsvReader::open(folder.path() / "long.csv"));
  const Table from_memory = table_of(text);
  EXPECT_FALSE(from_file.error.has_value());
  ASSERT_EQ(from_file.rows.size(), 20'000U);
  EXPECT_EQ(from_file.rows, from_memory.rows);
  EXPECT_EQ(from_file.rows.back(), (Row{"19999", "w\n0"}));
}

/// Any text, most of it what a parser stumbles over.
std::string random_text(std::mt19937& random) {
  constexpr std::array<std::string_view, 12> pieces{"a",    "1",  " ", ",",  "\"",           "\n",
                                                    "\r\n", "\r", ";", "\t", "\xE5\x85\x86", "\xEF\xBB\xBF"};
  std::string text;
  for (auto length = random() % 6; length > 0; --length) text += pieces[random() % pieces.size()];
  return text;
}

TEST(CsvReader, ReadsBackWhateverTheWriterWrote) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    const std::size_t width = 1 + random() % 4;
    Row header;
    for (std::size_t column = 0; column < width; ++column) header.push_back("c" + std::to_string(column));
    std::vector<Row> rows(random() % 5, Row(width));
    for (Row& row : rows) {
      for (std::string& cell : row) cell = random_text(random);
    }
    std::string text;
    CsvWriter writer(sink_to(text), header);
    for (const Row& row : rows) {
      for (const std::string& cell : row) writer.put_text(cell);
      ASSERT_TRUE(writer.end_row().ok());
    }
    ASSERT_TRUE(writer.finish().ok());
    const Table table = table_of(text, {.delimiter = ','});
    ASSERT_FALSE(table.error.has_value()) << table.error->message << "\n" << text;
    ASSERT_EQ(table.rows, rows) << text;
  }
}

}  // namespace
}  // namespace kizashi::table
