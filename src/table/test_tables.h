// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "kizashi/table/rejection.h"

namespace kizashi::table {

/// Everything a reader of a study's table says.
template <typename Row>
struct Reading {
  std::vector<Row> rows;
  std::vector<std::size_t> lines;  ///< of the rows
  std::vector<Rejection> rejections;
};

template <typename Row, typename Reader>
Reading<Row> read_all(Reader reader) {
  Reading<Row> reading;
  const RejectionSink reject = [&](const Rejection& rejection) { reading.rejections.push_back(rejection); };
  while (true) {
    auto row = *reader.next(reject);
    if (!row) return reading;
    reading.rows.push_back(std::move(row->row));
    reading.lines.push_back(row->line);
  }
}

/// `3 rating: the reason`, `2: the reason` without a column, `the reason` of a whole file.
inline std::string brief(const Rejection& rejection) {
  std::string text;
  if (rejection.line) text += std::to_string(*rejection.line) + (rejection.column ? " " : ": ");
  if (rejection.column) text += *rejection.column + ": ";
  return text + rejection.reason;
}

inline std::vector<std::string> brief(const std::vector<Rejection>& rejections) {
  std::vector<std::string> texts;
  for (const Rejection& rejection : rejections) texts.push_back(brief(rejection));
  return texts;
}

}  // namespace kizashi::table
