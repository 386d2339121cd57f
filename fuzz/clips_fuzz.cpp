// SPDX-License-Identifier: Apache-2.0
// No text breaks the reader of clips.csv; what it takes in, it takes in again when it is written.
#include "kizashi/table/clips_csv.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/table/study_writers.h"
#include "study_rows.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using kizashi::table::ClipsReader;
  const auto open = [](std::string text) { return ClipsReader::of_text(std::move(text), "fuzz"); };
  kizashi::fuzz::check_rows<kizashi::table::ClipRow, ClipsReader>(std::string(data, data + size), open,
                                                                  kizashi::table::write_clips);
  return 0;
}
