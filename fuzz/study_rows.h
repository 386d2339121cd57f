// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "kizashi/base/check.h"
#include "kizashi/base/result.h"
#include "kizashi/table/csv_writer.h"
#include "kizashi/table/rejection.h"

namespace kizashi::fuzz {

/// What the readers of a study's tables have in common: the rows of a text.
template <typename Row, typename Reader>
std::vector<Row> rows_of(base::Result<Reader> reader, const table::RejectionSink& reject) {
  std::vector<Row> rows;
  if (!reader.ok()) {
    KIZASHI_CHECK(reader.error().code == base::ErrorCode::empty_file, "the one error that a text can have as a whole");
    return rows;
  }
  while (true) {
    auto row = reader->next(reject);
    KIZASHI_CHECK(row.ok(), "a text in memory can be read to its end");
    if (!*row) return rows;
    rows.push_back(std::move((*row)->row));
  }
}

/// Rows that a reader takes in are written as a table that it takes in whole, as the same rows.
template <typename Row, typename Reader>
void check_rows(std::string text, const std::function<base::Result<Reader>(std::string)>& open,
                const std::function<base::Status(const table::Sink&, const std::vector<Row>&)>& write) {
  const auto rows = rows_of<Row>(open(std::move(text)), [](const table::Rejection& rejection) {
    KIZASHI_CHECK(!rejection.reason.empty(), "a rejection says why");
  });
  std::string written;
  KIZASHI_CHECK(write(table::sink_to(written), rows).ok(), "memory takes all");
  const auto again = rows_of<Row>(
      open(written), [](const table::Rejection&) { KIZASHI_CHECK(false, "what was taken in is taken in again"); });
  KIZASHI_CHECK(again == rows, "what is written reads back the same");
}

}  // namespace kizashi::fuzz
