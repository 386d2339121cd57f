// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/atomic_file.h"
#include "kizashi/base/result.h"

namespace kizashi::table {

/// Where a table's bytes go.
using Sink = std::function<base::Status(std::string_view bytes)>;

/// Appends to a file, which the caller keeps alive and commits.
Sink sink_to(base::AtomicFile& file);
/// Appends to a text, which the caller keeps alive.
Sink sink_to(std::string& text);

/// Writes a table as RFC 4180 has it, but for line ends of one "\n": comma-separated, the header first, absence as a
/// blank cell, numbers the same in every locale. NaN and infinities are a broken contract.
///
///     CsvWriter writer(sink_to(file), {"frame", "height_mm"});
///     writer.put_integer(1).put_fixed(height_mm, 3);
///     if (auto status = writer.end_row(); !status.ok()) return status;
///     ...
///     if (auto status = writer.finish(); !status.ok()) return status;
class CsvWriter {
 public:
  CsvWriter(Sink sink, const std::vector<std::string>& header);

  CsvWriter& put_text(std::string_view text);  ///< UTF-8; an empty text reads back as absent
  CsvWriter& put_integer(std::int64_t integer);
  CsvWriter& put_flag(bool flag);                                    ///< 1 or 0
  CsvWriter& put_fixed(std::optional<double> number, int decimals);  ///< -0.00 is written 0.00
  CsvWriter& put_shortest(std::optional<double> number);  ///< the shortest text that reads back as the same double
  /// The shortest text that reads back as the same float, for measurements with no more than its 24 bits of precision.
  CsvWriter& put_shortest_float(std::optional<double> number);
  CsvWriter& put_blank();
  CsvWriter& put_blanks(std::size_t count);

  /// Ends the row. A row of another width than the header is a broken contract. Fails as the sink does.
  base::Status end_row();
  /// Hands everything to the sink.
  base::Status finish();

  [[nodiscard]] std::size_t width() const { return width_; }

 private:
  void separate();

  Sink sink_;
  std::size_t width_;
  std::size_t cells_in_row_ = 0;
  std::size_t row_begin_ = 0;
  std::string buffer_;
};

}  // namespace kizashi::table
