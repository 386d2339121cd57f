// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "kizashi/face/engine.h"
#include "kizashi/observation/unit_predictor.h"
#include "kizashi/series/action_unit_map.h"
#include "kizashi/series/baseline.h"
#include "kizashi/series/predicted_units.h"

namespace kizashi::pipeline {

/// How the evidence of a clip becomes action units: by a map, from each person's neutral face, or by the engine's own
/// predictors. Keeps references.
struct UnitRules {
  const std::vector<observation::EvidenceColumn>& columns;
  series::BaselineMode baseline = series::BaselineMode::clip;
  face::Reading reading = face::Reading::clip;
  const series::ActionUnitMap* map = nullptr;  ///< one of the two is null
  const observation::UnitPredictors* predictors = nullptr;
};

/// Without a baseline an engine's own predictors know no person: they read each frame for itself, as they do a picture.
face::Reading reading_under(series::BaselineMode baseline, bool is_still_image);

/// What an engine's own predictors count from.
series::PredictedUnits::Mode prediction_mode(const UnitRules& rules);

/// What the rules take for granted of a person's resting face, one sentence.
std::string_view assumption_of(const UnitRules& rules);

}  // namespace kizashi::pipeline
