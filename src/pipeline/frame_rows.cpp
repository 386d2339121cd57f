// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/frame_rows.h"

#include <utility>

namespace kizashi::pipeline {

base::Result<FrameRows> FrameRows::open(const std::filesystem::path& openface, const std::filesystem::path& measures) {
  auto openface_reader = table::OpenFaceReader::open(openface);
  if (!openface_reader.ok()) return openface_reader.error();
  auto measures_reader = table::MeasuresReader::open(measures);
  if (!measures_reader.ok()) return measures_reader.error();
  return FrameRows(*std::move(openface_reader), *std::move(measures_reader));
}

base::Result<std::vector<FaceRow>> FrameRows::next() {
  std::vector<FaceRow> rows;
  if (ahead_) rows.push_back(*std::exchange(ahead_, std::nullopt));
  while (true) {
    auto row = next_row();
    if (!row.ok()) return row.error();
    if (!*row) return rows;
    const bool starts_a_frame = !rows.empty() && (*row)->openface.frame_number != rows.front().openface.frame_number;
    if (starts_a_frame) {
      ahead_ = **std::move(row);
      return rows;
    }
    rows.push_back(**std::move(row));
  }
}

base::Result<std::optional<FaceRow>> FrameRows::next_row() {
  auto openface = openface_.next();
  if (!openface.ok()) return openface.error();
  auto measures = measures_.next();
  if (!measures.ok()) return measures.error();
  const bool both = openface->has_value() && measures->has_value();
  if (!both && (openface->has_value() || measures->has_value())) {
    return base::Error{base::ErrorCode::invalid_table, "the two tables of a clip have different rows"};
  }
  if (!both) return std::optional<FaceRow>();
  return std::optional(FaceRow{**std::move(openface), **std::move(measures)});
}

}  // namespace kizashi::pipeline
