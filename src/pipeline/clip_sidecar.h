// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/document/value.h"
#include "kizashi/face/engine.h"
#include "kizashi/media/video_reader.h"
#include "kizashi/pipeline/listen_to_clip.h"
#include "kizashi/pipeline/second_pass.h"
#include "kizashi/series/action_unit_map.h"
#include "kizashi/series/clip_quality.h"
#include "kizashi/series/measurement_error.h"

namespace kizashi::pipeline {

/// Everything STEM.json is made of.
struct SidecarContent {
  document::Value provenance;  ///< provenance_document()
  const face::Engine& engine;
  const UnitRules& rules;
  const series::MeasurementError& error;
  const BaselineChoice& baseline;
  media::VideoFacts video;
  media::StreamHealth health;
  series::FrameIntervalReport intervals;
  series::QualityReport quality;
  const std::map<int, FaceNeutral>& neutral_of_face;
  const std::map<int, ClipFace>& faces;
  const HeardClip& heard;
  const speech::VoiceDetector& voice_detector;
};

/// The sidecar: provenance, clip facts, quality verdict, the meaning of every column, and the summary of every action
/// unit. It holds no clock, path, host or thread count, so that the same input and options give the same bytes.
document::Value make_sidecar(const SidecarContent& content);

}  // namespace kizashi::pipeline
