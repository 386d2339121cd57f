// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>

#include "kizashi/observation/face_observation.h"
#include "kizashi/series/baseline.h"
#include "kizashi/series/clip_quality.h"
#include "kizashi/series/frame_intervals.h"

namespace kizashi::pipeline {

/// The neutral face of each person, and whether it is their own.
struct FaceNeutral {
  series::NeutralValues values;
  std::int64_t frames = 0;
  [[nodiscard]] bool is_own() const { return frames >= series::ClipBaseline::least_frames; }
};

/// What is gathered over a clip while its frames come: frame times, quality, and each face's baseline. Constant memory.
class ClipWatch {
 public:
  ClipWatch(const series::ActionUnitMap& map, const std::vector<observation::EvidenceColumn>& columns);

  void add(const observation::FrameObservation& frame);

  [[nodiscard]] const series::QualityCollector& quality() const { return quality_; }
  [[nodiscard]] series::FrameIntervalReport intervals() const { return intervals_.report(); }
  [[nodiscard]] std::map<int, FaceNeutral> neutral_of_face() const;

 private:
  const series::ActionUnitMap& map_;
  const std::vector<observation::EvidenceColumn>& columns_;
  series::QualityCollector quality_;
  series::FrameIntervals intervals_;
  std::map<int, series::ClipBaseline> baseline_of_face_;
};

}  // namespace kizashi::pipeline
