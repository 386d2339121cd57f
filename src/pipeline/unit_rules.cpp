// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/unit_rules.h"

namespace kizashi::pipeline {

face::Reading reading_under(series::BaselineMode baseline, bool is_still_image) {
  return is_still_image || baseline == series::BaselineMode::none ? face::Reading::still : face::Reading::clip;
}

series::PredictedUnits::Mode prediction_mode(const UnitRules& rules) {
  const bool is_running = rules.baseline == series::BaselineMode::running && rules.reading == face::Reading::clip;
  return is_running ? series::PredictedUnits::Mode::running : series::PredictedUnits::Mode::clip;
}

std::string_view assumption_of(const UnitRules& rules) {
  if (rules.predictors == nullptr) return series::assumption_of(rules.baseline);
  if (rules.reading == face::Reading::still) {
    return "OpenFace's static predictors: the person's resting face is that of most faces they were trained on";
  }
  if (rules.baseline == series::BaselineMode::running) {
    return "OpenFace's webcam mode: the face looks mostly as at rest in the frames so far, and a tenth of them lie "
           "below a unit's zero";
  }
  return "OpenFace's offline mode: the median of the clip is the person's face, and a share of the frames that differs "
         "by unit lies below a dynamic unit's zero; static units (AU04, AU06, AU07, AU10, AU12, AU14) have no zero of "
         "the person's own";
}

}  // namespace kizashi::pipeline
