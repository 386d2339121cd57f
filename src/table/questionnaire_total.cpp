// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/questionnaire_total.h"

#include <algorithm>

namespace kizashi::table {

namespace {

bool is_plain_sum(const study::Instrument& instrument) {
  return instrument.item_count > 0 && instrument.lowest_total == instrument.item_count * instrument.item_range.low &&
         instrument.highest_total == instrument.item_count * instrument.item_range.high;
}

int counted(const study::Instrument& instrument, const study::Score& item) {
  const auto& reversed = instrument.reversed_items;
  const bool is_reversed = std::find(reversed.begin(), reversed.end(), *item.item_number) != reversed.end();
  return is_reversed ? instrument.item_range.low + instrument.item_range.high - item.value : item.value;
}

}  // namespace

std::optional<int> total_of_items(const study::Instrument& instrument, const std::vector<study::Score>& scores) {
  if (!is_plain_sum(instrument)) return std::nullopt;
  int total = 0;
  int items = 0;
  for (const study::Score& score : scores) {
    if (score.instrument != instrument.id || !score.item_number) continue;
    total += counted(instrument, score);
    ++items;
  }
  return items == instrument.item_count ? std::optional(total) : std::nullopt;
}

}  // namespace kizashi::table
