// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>

#include "kizashi/observation/face_observation.h"
#include "kizashi/pipeline/neutral_face.h"
#include "kizashi/pipeline/unit_rules.h"
#include "kizashi/series/clip_quality.h"
#include "kizashi/series/frame_intervals.h"

namespace kizashi::pipeline {

/// What is gathered over a clip while its frames come: frame times, quality, and each face's baseline in constant
/// memory, or the scores of the engine's own predictors, some hundred bytes a frame.
class ClipWatch {
 public:
  explicit ClipWatch(const UnitRules& rules);

  void add(const observation::FrameObservation& frame);

  [[nodiscard]] const series::QualityCollector& quality() const { return quality_; }
  [[nodiscard]] series::FrameIntervalReport intervals() const { return intervals_.report(); }
  /// Everybody's neutral under a choice of baseline. That of a running one is found frame by frame, later.
  /// An engine's own predictors have no neutral values, and the map just names whom they saw.
  [[nodiscard]] std::map<int, FaceNeutral> neutral_of_face(const BaselineChoice& choice) const;
  /// What the engine's own predictors say of the clip's one face, once all frames were added; null where a map says it.
  [[nodiscard]] const series::PredictedUnits* predicted();

 private:
  void add_baseline(const observation::FaceObservation& face);
  void add_scores(const observation::FrameObservation& frame);

  UnitRules rules_;
  series::QualityCollector quality_;
  series::FrameIntervals intervals_;
  std::map<int, series::Baseline> baseline_of_face_;
  std::optional<series::PredictedUnits> predicted_;
  std::int64_t frames_predicted_ = 0;  ///< frames with a face
};

}  // namespace kizashi::pipeline
