// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "kizashi/base/result.h"

namespace kizashi::table {

/// Some rows of a table, and the file that they are to become.
struct TablePart {
  std::filesystem::path file;      ///< where nothing is yet
  std::vector<std::size_t> lines;  ///< on which the rows begin, rising
};

/// Copies rows of a table, cells as they stand, each part under the whole table's header, separated by commas. Rows in
/// no part are left out. In constant memory but for the lines. Fails as reading the table does, with output_unwritable
/// or disk_full.
base::Status write_table_parts(const std::filesystem::path& table, const std::vector<TablePart>& parts);

}  // namespace kizashi::table
