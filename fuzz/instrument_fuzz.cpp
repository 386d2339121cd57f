// SPDX-License-Identifier: Apache-2.0
// No text breaks the reader of questionnaires, and none without a licence is taken.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/study/instrument.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const auto instrument = kizashi::study::parse_instrument(text, "fuzz");
  if (!instrument.ok()) {
    KIZASHI_CHECK(instrument.error().code == kizashi::base::ErrorCode::invalid_document,
                  "the one error a text can have");
    return 0;
  }
  KIZASHI_CHECK(!instrument->licence.empty(), "a licence");
  KIZASHI_CHECK(instrument->highest_total == instrument->item_count * instrument->item_range.high, "a sum of items");
  int next = instrument->lowest_total;
  for (const auto& band : instrument->bands) {
    KIZASHI_CHECK(band.low == next && band.high >= band.low, "bands without gaps");
    next = band.high + 1;
  }
  for (const int number : instrument->reversed_items) {
    KIZASHI_CHECK(number >= 1 && number <= instrument->item_count, "an item of the form");
  }
  return 0;
}
