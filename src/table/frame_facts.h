// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "kizashi/base/result.h"
#include "kizashi/table/csv_reader.h"

namespace kizashi::table {

/// What every row of every table of frames begins with.
struct FrameFacts {
  std::int64_t frame_number = 1;  ///< from 1
  int face_id = 0;                ///< from 0
  double timestamp_s = 0.0;       ///< since the first video frame
  bool success = false;
};

struct FrameFactsColumns {
  std::size_t frame = 0;
  std::optional<std::size_t> face_id;  ///< 0 where the table has no such column
  std::size_t timestamp = 0;
  std::size_t success = 0;
};

/// Reads them from the current row. Fails with invalid_table where one is blank or makes no sense.
base::Result<FrameFacts> read_frame_facts(const CsvReader& reader, const FrameFactsColumns& columns);

}  // namespace kizashi::table
