// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "kizashi/math/histogram_quantile.h"
#include "kizashi/series/action_unit_map.h"

namespace kizashi::series {

/// Finds a person's neutral from their own clip: a quantile of each piece of evidence, counted from its resting
/// side, drawn towards what most faces show where the map says so.
/// Constant memory at any length; exact to 0.02 mm or 0.001 of a coefficient.
class ClipBaseline {
 public:
  ClipBaseline(const ActionUnitMap& map, const std::vector<observation::EvidenceColumn>& columns);

  void add(const Evidence& evidence);
  [[nodiscard]] std::int64_t frames() const { return frames_; }
  /// The neutral values; the typical ones where the clip has fewer than `least_frames` of the face.
  [[nodiscard]] NeutralValues neutral() const;
  /// Below this a quantile says nothing of a resting face.
  static constexpr std::int64_t least_frames = 10;

 private:
  [[nodiscard]] double neutral_of(const UnitMap& unit, const EvidenceTerm& term, std::size_t k) const;

  const ActionUnitMap& map_;
  std::map<std::size_t, math::HistogramQuantile> histogram_of_column_;
  std::int64_t frames_ = 0;
};

}  // namespace kizashi::series
