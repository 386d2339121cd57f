// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "kizashi/study/measurement.h"
#include "kizashi/table/column_map.h"

namespace kizashi::table {

/// Sums up one face's frames, unit by unit.
class UnitSums {
 public:
  explicit UnitSums(const ColumnMap& map) : map_(&map), sums_(map.units.size()) {}

  /// One usable frame: a scaled number for each unit of the map, nothing where it is not known.
  void add(const std::vector<std::optional<double>>& frame);
  [[nodiscard]] std::int64_t usable_frames() const { return usable_frames_; }
  /// Mean intensities, and shares of frames in which a unit is present, each over the frames that know it; a unit that
  /// no frame knows is not in the list. By unit and measure.
  [[nodiscard]] std::vector<study::UnitValue> values() const;

 private:
  struct Sum {
    double total = 0.0;  ///< of presences, the frames in which the unit is present
    std::int64_t frames = 0;
  };

  const ColumnMap* map_;
  std::vector<Sum> sums_;
  std::int64_t usable_frames_ = 0;
};

/// Puts them into the order that a study keeps them in: by unit and measure.
void sort_values(std::vector<study::UnitValue>& values);

}  // namespace kizashi::table
