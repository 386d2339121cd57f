// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "kizashi/observation/action_unit.h"
#include "kizashi/observation/unit_predictor.h"
#include "kizashi/series/unit_evaluation.h"

namespace kizashi::series {

/// Action units of one face from an engine's own predictors, as OpenFace 2.2 makes them of a whole clip: scores against
/// the person's median over the clip, a quantile of the clip as zero, limits 0 and 5, and smoothing over neighbouring
/// frames (Baltrusaitis, Mahmoud & Robinson 2015, section IV; details after its output). Four bytes a frame and
/// predictor.
class PredictedUnits {
 public:
  enum class Mode {
    /// Zero and median from the whole clip, smoothed. What static predictors say, which know neither, is limited and
    /// smoothed alone; of a single picture it is limited alone.
    clip,
    /// Zero and median from the clip so far, without smoothing: OpenFace's webcam mode.
    running,
  };

  PredictedUnits(const observation::UnitPredictors& predictors, Mode mode);
  ~PredictedUnits();
  PredictedUnits(PredictedUnits&&) noexcept;
  PredictedUnits& operator=(PredictedUnits&&) noexcept;

  /// The next frame of the clip: its evidence, or null where no action unit could be measured. In order, once a frame.
  /// Evidence that lacks a column of the predictors counts as null.
  void add(const Evidence* evidence);
  /// Call it once, after the last frame.
  void finish();
  /// Of a frame counted from 0, after finish(). Nothing at all where the frame had no evidence; never a probability or
  /// sides, of which predictors say nothing.
  [[nodiscard]] observation::ActionUnitStates states(std::int64_t frame_idx) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kizashi::series
