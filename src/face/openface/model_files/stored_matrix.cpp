// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/stored_matrix.h"

#include <fmt/format.h>

namespace kizashi::face::openface {

namespace {

bool fits(std::int32_t length, int expected) { return expected == any_length ? length >= 1 : length == expected; }

std::string length_text(int length) { return length == any_length ? "1 or more" : std::to_string(length); }

}  // namespace

std::optional<std::string> header_problem(std::string_view what, const MatrixHeader& header, MatrixSize expected,
                                          std::int32_t expected_type) {
  const bool is_right =
      header.type == expected_type && fits(header.rows, expected.rows) && fits(header.columns, expected.columns);
  if (is_right) return std::nullopt;
  return fmt::format("{}: {} x {} of type {}, must be {} x {} of type {}", what, header.rows, header.columns,
                     header.type, length_text(expected.rows), length_text(expected.columns), expected_type);
}

std::optional<std::string> count_problem(std::string_view what, std::int32_t count, CountLimits limits) {
  if (count >= limits.least && count <= limits.most) return std::nullopt;
  return fmt::format("{} is {}, must be {} to {}", what, count, limits.least, limits.most);
}

}  // namespace kizashi::face::openface
