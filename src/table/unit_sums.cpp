// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/unit_sums.h"

#include <algorithm>
#include <tuple>

#include "kizashi/base/check.h"

namespace kizashi::table {

void UnitSums::add(const std::vector<std::optional<double>>& frame) {
  KIZASHI_CHECK(frame.size() == sums_.size(), "a number for each unit of the map");
  ++usable_frames_;
  for (std::size_t idx = 0; idx < frame.size(); ++idx) {
    if (!frame[idx]) continue;
    const bool is_presence = map_->units[idx].measure == study::Measure::presence;
    const double present = *frame[idx] >= map_->present_from ? 1.0 : 0.0;
    sums_[idx].total += is_presence ? present : *frame[idx];
    ++sums_[idx].frames;
  }
}

std::vector<study::UnitValue> UnitSums::values() const {
  std::vector<study::UnitValue> values;
  for (std::size_t idx = 0; idx < sums_.size(); ++idx) {
    const auto& [total, frames] = sums_[idx];
    if (frames == 0) continue;
    const ColumnMap::Unit& unit = map_->units[idx];
    values.push_back({unit.unit, unit.measure, study::Segment::whole, total / static_cast<double>(frames), frames});
  }
  sort_values(values);
  return values;
}

void sort_values(std::vector<study::UnitValue>& values) {
  std::sort(values.begin(), values.end(), [](const study::UnitValue& a, const study::UnitValue& b) {
    return std::tie(a.unit, a.measure) < std::tie(b.unit, b.measure);
  });
}

}  // namespace kizashi::table
