// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "kizashi/math/histogram_quantile.h"
#include "kizashi/series/unit_evaluation.h"

namespace kizashi::series {

/// What intensities count from.
enum class BaselineMode {
  none,      ///< what most faces show
  clip,      ///< the resting part of the whole clip
  running,   ///< the resting part of the clip up to the frame
  recorded,  ///< another recording of the same person, at rest
};

/// The word of a mode in options and outputs: none, clip, running, neutral.
std::string_view word_of(BaselineMode mode);
/// What a mode takes for granted, one sentence.
std::string_view assumption_of(BaselineMode mode);

/// Collects a person's evidence and finds their neutral in it. Constant memory at any length; exact to 0.02 mm or 0.001
/// of a coefficient.
class Baseline {
 public:
  Baseline(const ActionUnitMap& map, const std::vector<observation::EvidenceColumn>& columns);

  /// Takes one frame of compensated evidence.
  void add(const Evidence& evidence);
  [[nodiscard]] std::int64_t frames() const { return frames_; }

  /// Each term's own quantile of the frames so far, counted from the evidence's resting side and drawn towards what
  /// most faces show where the map says so; the typical values before `least_frames` frames.
  [[nodiscard]] NeutralValues resting_part() const;
  /// The median of the frames so far: of somebody who was asked to rest. Typical values before the first frame.
  [[nodiscard]] NeutralValues median() const;

  /// Below this a quantile says nothing of a resting face.
  static constexpr std::int64_t least_frames = 10;
  [[nodiscard]] bool knows_rest() const { return frames_ >= least_frames; }

 private:
  template <typename Rule>
  [[nodiscard]] NeutralValues values_by(Rule rule) const;

  const ActionUnitMap& map_;
  std::map<std::size_t, math::HistogramQuantile> histogram_of_column_;
  std::int64_t frames_ = 0;
};

}  // namespace kizashi::series
