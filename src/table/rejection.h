// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace kizashi::table {

/// A row, or a file, that cannot be taken in, and why.
struct Rejection {
  std::string file;                   ///< as the user named it
  std::optional<std::size_t> line;    ///< from 1, as an editor counts; nothing for the whole file
  std::optional<std::string> column;  ///< the header's name, where one cell is to blame
  std::string reason;                 ///< one clause that says what to change
};

/// Hears every rejection as it is found.
using RejectionSink = std::function<void(const Rejection&)>;

/// A row as it was read, and the line that it began on.
template <typename Row>
struct Located {
  Row row;
  std::size_t line = 0;
};

}  // namespace kizashi::table
