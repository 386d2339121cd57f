// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "kizashi/base/result.h"
#include "kizashi/store/connection.h"

namespace kizashi::store {

/// A table that lies in the database in compressed pieces.
struct StoredTable {
  std::int64_t table_idx = 0;
  std::string name;
  std::int64_t length_bytes = 0;  ///< of the plain table
  std::string sha256;             ///< of the plain table
};

/// Where a table is to lie.
struct TablePlace {
  std::int64_t measurement_id = 0;
  std::string name;
};

/// Compresses a file into the database, a piece at a time. Fails with missing_file or unreadable_file.
base::Result<StoredTable> store_table(Connection& connection, const TablePlace& place,
                                      const std::filesystem::path& file);

/// By name.
std::vector<StoredTable> read_tables(Connection& connection, std::int64_t measurement_id);

/// Hands over the plain bytes, piece by piece, and stops at the sink's first failure. Fails with damaged_study where
/// they are not what was stored; what was handed over until then is of no use.
base::Status read_pieces(Connection& connection, const StoredTable& table,
                         const std::function<base::Status(std::string_view)>& sink);

}  // namespace kizashi::store
