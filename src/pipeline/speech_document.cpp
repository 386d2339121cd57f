// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/speech_document.h"

#include "kizashi/pipeline/rounded_value.h"

namespace kizashi::pipeline {

namespace {

document::Value rules_document(const speech::SegmentRules& rules) {
  return document::Value::object()
      .set("onset_probability", rules.onset_probability)
      .set("offset_probability", rules.offset_probability)
      .set("shortest_speech_s", rules.shortest_speech_s)
      .set("shortest_silence_s", rules.shortest_silence_s);
}

}  // namespace

document::Value speech_document(const HeardClip& heard, const speech::VoiceDetector& detector, double clip_duration_s) {
  if (!heard.track) return document::Value::object().set("measured", false).set("reason", heard.reason);
  const speech::SpeechSummary summary = heard.track->summary(clip_duration_s);
  return document::Value::object()
      .set("measured", true)
      .set("model", detector.model_name())
      .set("speaking_share", rounded(summary.speaking_share))
      .set("speaking_s", rounded(summary.speaking_s))
      .set("covered_s", rounded(summary.covered_s))
      .set("segments", summary.segments)
      .set("corrupt_packets", heard.corrupt_packets)
      .set("rules", rules_document(heard.track->rules()));
}

document::Value mouth_motion_document(const series::MouthMotion& motion) {
  return document::Value::object()
      .set("speaking_s", rounded(motion.speaking_s))
      .set("silent_s", rounded(motion.silent_s))
      .set("speaking_speed_mm_per_s", rounded(motion.speaking_speed_mm_per_s))
      .set("silent_speed_mm_per_s", rounded(motion.silent_speed_mm_per_s))
      .set("agreement", rounded(motion.agreement));
}

}  // namespace kizashi::pipeline
