// SPDX-License-Identifier: Apache-2.0
// No text breaks the reader of exclusions.csv; what it takes in, it takes in again when it is written.
#include "kizashi/table/exclusions_csv.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/table/study_writers.h"
#include "study_rows.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using kizashi::table::ExclusionsReader;
  const auto open = [](std::string text) { return ExclusionsReader::of_text(std::move(text), "fuzz"); };
  kizashi::fuzz::check_rows<kizashi::study::Exclusion, ExclusionsReader>(std::string(data, data + size), open,
                                                                         kizashi::table::write_exclusions);
  return 0;
}
