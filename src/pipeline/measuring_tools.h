// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "kizashi/base/result.h"
#include "kizashi/face/engine.h"
#include "kizashi/pipeline/measurer.h"
#include "kizashi/series/action_unit_map.h"
#include "kizashi/series/measurement_error.h"
#include "kizashi/speech/voice_detector.h"

namespace kizashi::pipeline {

/// What clips are measured with, whatever their baseline: loaded once, used from any number of threads.
struct MeasuringTools {
  std::unique_ptr<face::Engine> engine;
  speech::VoiceDetector voice_detector;
  std::optional<series::ActionUnitMap> map;  ///< nothing for an engine with predictors of its own
  series::MeasurementError error;
};

/// Fails with missing_model, wrong_checksum, unusable_model, invalid_option, missing_file or invalid_document (the
/// map).
base::Result<std::shared_ptr<const MeasuringTools>> load_measuring_tools(const MeasureOptions& options);

}  // namespace kizashi::pipeline
