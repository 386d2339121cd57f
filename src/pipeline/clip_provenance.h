// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "kizashi/document/value.h"
#include "kizashi/face/engine.h"
#include "kizashi/pipeline/neutral_face.h"
#include "kizashi/series/action_unit_map.h"
#include "kizashi/speech/voice_detector.h"

namespace kizashi::pipeline {

/// All that the values of a clip depend on.
struct ProvenanceFacts {
  std::string input_sha256;
  const face::EngineOptions& engine_options;
  const face::Engine& engine;
  const series::ActionUnitMap* map;  ///< null: the engine's own predictors
  const BaselineChoice& baseline;
  const speech::VoiceDetector& voice_detector;
};

/// The sidecar's `provenance`. Two clips of equal provenance have equal tables, byte for byte.
document::Value provenance_document(const ProvenanceFacts& facts);

}  // namespace kizashi::pipeline
