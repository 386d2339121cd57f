// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/clip_provenance.h"

#include "kizashi/base/version.h"
#include "kizashi/pipeline/rounded_value.h"

namespace kizashi::pipeline {

namespace {

using document::Value;

Value models_of(const ProvenanceFacts& facts) {
  Value models = Value::array();
  for (const auto& [name, sha256] : facts.engine.provenance().model_sha256) {
    models.push(Value::object().set("name", name).set("sha256", sha256));
  }
  const speech::VoiceDetector& voice = facts.voice_detector;
  return models.push(Value::object().set("name", voice.model_name()).set("sha256", voice.model_sha256()));
}

Value recording_of(const BaselineChoice& baseline) {
  if (!baseline.recorded) return {};
  return Value::object().set("frames", baseline.recorded->frames).set("sha256", baseline.recorded->sha256);
}

Value map_of(const ProvenanceFacts& facts) {
  if (facts.map == nullptr) return {};
  return Value::object()
      .set("name", facts.map->name)
      .set("sha256", facts.map->sha256)
      .set("research_only", facts.map->research_only);
}

Value options_of(const ProvenanceFacts& facts) {
  const bool one = facts.engine_options.faces == face::FacesWanted::largest;
  return Value::object()
      .set("faces", one ? "one" : "all")
      .set("focal_length_px", rounded(facts.engine_options.focal_length_px))
      .set("baseline", word_of(facts.baseline.mode))
      .set("neutral_recording", recording_of(facts.baseline))
      .set("action_unit_map", map_of(facts));
}

}  // namespace

document::Value provenance_document(const ProvenanceFacts& facts) {
  const face::EngineProvenance& engine = facts.engine.provenance();
  return Value::object()
      .set("program", "kizashi")
      .set("version", base::program_version)
      .set("instruction_set", base::instruction_set)
      .set("engine", engine.name)
      .set("landmark_model", engine.landmark_model)
      .set("models", models_of(facts))
      .set("options", options_of(facts))
      .set("input_sha256", facts.input_sha256);
}

}  // namespace kizashi::pipeline
