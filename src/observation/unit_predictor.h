// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "kizashi/observation/action_unit.h"

namespace kizashi::observation {

/// A linear predictor of one action unit, whose scores an engine gives as evidence.
struct UnitPredictor {
  ActionUnit unit = ActionUnit::AU01;
  std::size_t score_column_idx = 0;  ///< evidence: the score before anything is known of the person
  /// Evidence: what the person's median so far takes off the score; the last frame's is that of the whole clip. Nothing
  /// for a static predictor.
  std::optional<std::size_t> person_column_idx;
  std::optional<double> rest_share;  ///< of an intensity: the share of a clip's frames that lie below its zero
  bool positive_is_present = true;   ///< of a presence
};

/// The predictors of an engine that has its own, each list by rising unit. A unit may lack one of the two.
struct UnitPredictors {
  std::vector<UnitPredictor> intensities;
  std::vector<UnitPredictor> presences;
};

}  // namespace kizashi::observation
