// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "kizashi/observation/action_unit.h"
#include "kizashi/observation/speech.h"
#include "kizashi/series/co_activation.h"
#include "kizashi/series/track_gaps.h"
#include "kizashi/series/unit_summary.h"

namespace kizashi::series {

/// What one part of a clip says of one face.
struct SegmentSummary {
  std::int64_t frames = 0;                                        ///< frames of the part that show the face
  std::array<UnitSummary, observation::action_unit_count> units;  ///< by index_of(unit)
  CoActivation co_activation;
};

/// One face over the whole clip and over its parts. Each frame belongs to exactly one part, so that frames, means
/// weighted by frames and shares of presence of the parts add up to the whole. Bouts are cut where a part ends, and a
/// change from one part into another belongs to the whole alone.
struct FaceSummary {
  SegmentSummary whole;
  SegmentSummary speaking;
  SegmentSummary silent;
  SegmentSummary unknown;  ///< frames of which it is not known whether somebody speaks
  GapReport gaps;
};

/// Collects one part, frame by frame, in constant memory.
class SegmentSummarizer {
 public:
  void add(double timestamp_s, const observation::ActionUnitStates& states);
  /// A frame that lies outside this part, or shows no face.
  void skip(double timestamp_s);
  /// Call it once, at the end.
  SegmentSummary finish();

 private:
  std::int64_t frames_ = 0;
  std::array<UnitSummarizer, observation::action_unit_count> units_;
  CoActivationCounter co_activation_;
};

/// Collects one face, frame by frame, in constant memory.
class FaceSummarizer {
 public:
  void add(double timestamp_s, observation::Speech speech, const observation::ActionUnitStates& states);
  /// A frame without the face.
  void add_lost(double timestamp_s);
  /// Call it once, at the end.
  FaceSummary finish();

 private:
  SegmentSummarizer whole_;
  SegmentSummarizer speaking_;
  SegmentSummarizer silent_;
  SegmentSummarizer unknown_;
  TrackGaps gaps_;
};

}  // namespace kizashi::series
