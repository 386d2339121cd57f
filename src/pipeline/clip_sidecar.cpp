// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/clip_sidecar.h"

#include "kizashi/pipeline/face_document.h"
#include "kizashi/pipeline/quality_document.h"
#include "kizashi/pipeline/rounded_value.h"
#include "kizashi/pipeline/speech_document.h"
#include "kizashi/table/measures_csv.h"
#include "kizashi/table/openface_columns.h"

namespace kizashi::pipeline {

namespace {

using document::Value;

Value intervals_of(const series::FrameIntervalReport& intervals) {
  return Value::object()
      .set("shortest_s", rounded(intervals.shortest_s))
      .set("median_s", rounded(intervals.median_s))
      .set("longest_s", rounded(intervals.longest_s))
      .set("regular", intervals.regular);
}

Value clip_of(const SidecarContent& content) {
  return Value::object()
      .set("frames", content.intervals.frames)
      .set("duration_s", rounded(content.intervals.duration_s))
      .set("start_s", rounded(content.health.start_s))
      .set("frame_interval", intervals_of(content.intervals))
      .set("width_px", content.video.width_px)
      .set("height_px", content.video.height_px)
      .set("rotation_deg", content.video.rotation_deg)
      .set("container", content.video.container)
      .set("codec", content.video.codec)
      .set("still_image", content.video.is_still_image)
      .set("has_audio", content.video.has_audio)
      .set("stated_frames", content.video.stated_frames ? Value(*content.video.stated_frames) : Value())
      .set("stated_duration_s", rounded(content.video.stated_duration_s))
      .set("corrupt_packets", content.health.corrupt_packets)
      .set("untimed_frames", content.health.untimed_frames)
      .set("ends_early", content.health.ends_early);
}

Value faces_of(const SidecarContent& content) {
  const auto error_unknown = series::why_unknown(
      content.error, {content.engine.provenance().name, content.rules.map == nullptr ? "" : content.rules.map->sha256,
                      content.baseline.mode});
  const bool speech_is_known = content.heard.track.has_value();
  Value faces = Value::array();
  for (const auto& [face_id, face] : content.faces) {
    const FaceNeutral& neutral = content.neutral_of_face.at(face_id);
    faces.push(face_document({face_id, content.rules, neutral, face, speech_is_known, content.error, error_unknown}));
  }
  return faces;
}

Value dictionary_of(const std::vector<table::Column>& columns) {
  Value dictionary = Value::array();
  for (const table::Column& column : columns) {
    dictionary.push(
        Value::object().set("name", column.name).set("unit", column.unit).set("description", column.description));
  }
  return dictionary;
}

}  // namespace

document::Value make_sidecar(const SidecarContent& content) {
  const table::MeasuresSchema measures{content.engine.evidence_columns(), true};
  return Value::object()
      .set("schema", 1)
      .set("kind", "kizashi clip")
      .set("provenance", content.provenance)
      .set("clip", clip_of(content))
      .set("quality", quality_document(content.quality))
      .set("speech", speech_document(content.heard, content.voice_detector, content.intervals.duration_s))
      .set("faces", faces_of(content))
      .set("columns", Value::object()
                          .set("csv", dictionary_of(table::openface_columns()))
                          .set("measures_csv", dictionary_of(table::measures_columns(measures))));
}

}  // namespace kizashi::pipeline
