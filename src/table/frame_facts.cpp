// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/frame_facts.h"

#include <limits>

namespace kizashi::table {

namespace {

base::Result<std::int64_t> count_at(const CsvReader& reader, std::size_t column) {
  const auto count = reader.integer_at(column);
  if (!count.ok()) return count.error();
  if (!*count || **count < 0 || **count > std::numeric_limits<int>::max()) {
    return reader.error_at(column, "must be a whole number, 0 or more");
  }
  return **count;
}

}  // namespace

base::Result<FrameFacts> read_frame_facts(const CsvReader& reader, const FrameFactsColumns& columns) {
  const auto frame = count_at(reader, columns.frame);
  if (!frame.ok()) return frame.error();
  const auto face_id = columns.face_id ? count_at(reader, *columns.face_id) : std::int64_t{0};
  if (!face_id.ok()) return face_id.error();
  const auto timestamp_s = reader.number_at(columns.timestamp);
  if (!timestamp_s.ok()) return timestamp_s.error();
  if (!*timestamp_s) return reader.error_at(columns.timestamp, "must be a time in seconds");
  const auto success = reader.flag_at(columns.success);
  if (!success.ok()) return success.error();
  if (!*success) return reader.error_at(columns.success, "must be 0 or 1");
  return FrameFacts{*frame, static_cast<int>(*face_id), **timestamp_s, **success};
}

}  // namespace kizashi::table
