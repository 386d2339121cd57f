// SPDX-License-Identifier: Apache-2.0
// A table that can be read says the same when it is written and read again; no table breaks the readers built on it.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/base/check.h"
#include "kizashi/table/csv_reader.h"
#include "kizashi/table/csv_writer.h"
#include "kizashi/table/measures_csv.h"
#include "kizashi/table/openface_csv.h"

namespace {

using kizashi::table::CsvReader;

using Row = std::vector<std::string>;

struct Table {
  Row header;
  std::vector<Row> rows;
  bool operator==(const Table&) const = default;
};

std::optional<Table> table_of(std::string text, const kizashi::table::CsvReadOptions& options) {
  auto reader = CsvReader::of_text(std::move(text), "fuzz", options);
  if (!reader.ok()) return std::nullopt;
  Table table{reader->header(), {}};
  while (true) {
    const auto more = reader->next();
    if (!more.ok()) return std::nullopt;
    if (!*more) return table;
    Row& row = table.rows.emplace_back();
    for (std::size_t column = 0; column < reader->width(); ++column) {
      row.emplace_back(reader->text_at(column));
      static_cast<void>(reader->number_at(column).ok());
      static_cast<void>(reader->integer_at(column).ok());
    }
  }
}

std::string written(const Table& table) {
  std::string text;
  kizashi::table::CsvWriter writer(kizashi::table::sink_to(text), table.header);
  for (const Row& row : table.rows) {
    for (const std::string& cell : row) writer.put_text(cell);
    KIZASHI_CHECK(writer.end_row().ok(), "memory takes all");
  }
  KIZASHI_CHECK(writer.finish().ok(), "memory takes all");
  return text;
}

template <typename Reader>
void read_all(const std::string& text) {
  auto table = CsvReader::of_text(text, "fuzz");
  if (!table.ok()) return;
  auto reader = Reader::of(*std::move(table));
  if (!reader.ok()) return;
  while (true) {
    const auto row = reader->next();
    if (!row.ok() || !*row) return;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  read_all<kizashi::table::OpenFaceReader>(text);
  read_all<kizashi::table::MeasuresReader>(text);
  if (const auto table = table_of(text, {})) {
    KIZASHI_CHECK(table_of(written(*table), {.delimiter = ','}) == table, "what is written reads back the same");
  }
  return 0;
}
