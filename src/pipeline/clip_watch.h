// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "kizashi/observation/face_observation.h"
#include "kizashi/pipeline/neutral_face.h"
#include "kizashi/series/clip_quality.h"
#include "kizashi/series/frame_intervals.h"

namespace kizashi::pipeline {

/// What is gathered over a clip while its frames come: frame times, quality, and each face's baseline. Constant memory.
class ClipWatch {
 public:
  ClipWatch(const series::ActionUnitMap& map, const std::vector<observation::EvidenceColumn>& columns);

  void add(const observation::FrameObservation& frame);

  [[nodiscard]] const series::QualityCollector& quality() const { return quality_; }
  [[nodiscard]] series::FrameIntervalReport intervals() const { return intervals_.report(); }
  /// Everybody's neutral under a choice of baseline. That of a running one is found frame by frame, later.
  [[nodiscard]] std::map<int, FaceNeutral> neutral_of_face(const BaselineChoice& choice) const;

 private:
  const series::ActionUnitMap& map_;
  const std::vector<observation::EvidenceColumn>& columns_;
  series::QualityCollector quality_;
  series::FrameIntervals intervals_;
  std::map<int, series::Baseline> baseline_of_face_;
};

}  // namespace kizashi::pipeline
