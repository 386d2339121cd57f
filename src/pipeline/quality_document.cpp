// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/quality_document.h"

#include <utility>

#include "kizashi/pipeline/rounded_value.h"

namespace kizashi::pipeline {

namespace {

using document::Value;

Value limits_of(const series::QualityLimits& limits) {
  return Value::object()
      .set("least_face_height_px", limits.least_face_height_px)
      .set("least_brightness", limits.least_brightness)
      .set("most_brightness", limits.most_brightness)
      .set("most_side_light", limits.most_side_light)
      .set("least_sharpness", limits.least_sharpness)
      .set("turned_angle_rad", limits.turned_angle_rad)
      .set("most_turned_share", limits.most_turned_share)
      .set("least_tracked_share", limits.least_tracked_share)
      .set("most_gap_s", limits.most_gap_s)
      .set("most_several_faces_share", limits.most_several_faces_share)
      .set("still_change", limits.repeat.still_change)
      .set("dip_share", limits.repeat.dip_share)
      .set("freeze_change", limits.repeat.freeze_change)
      .set("most_repeated_share", limits.most_repeated_share)
      .set("most_freeze_s", limits.most_freeze_s)
      .set("least_frames", limits.least_frames)
      .set("least_speaking_speed_mm_per_s", limits.least_speaking_speed_mm_per_s);
}

}  // namespace

document::Value gaps_document(const series::GapReport& gaps) {
  return Value::object().set("count", gaps.gaps).set("frames", gaps.frames).set("longest_s", rounded(gaps.longest_s));
}

Value quality_document(const series::QualityReport& quality) {
  Value reasons = Value::array();
  for (const std::string& reason : quality.reasons) reasons.push(reason);
  return Value::object()
      .set("verdict", quality.verdict)
      .set("reasons", std::move(reasons))
      .set("frames_with_face", quality.frames_with_face)
      .set("tracked_share", rounded(quality.tracked_share))
      .set("gaps", gaps_document(quality.gaps))
      .set("frames_searched_for_others", quality.frames_searched_for_others)
      .set("several_faces_share", rounded(quality.several_faces_share))
      .set("median_face_height_px", rounded(quality.median_face_height_px))
      .set("median_brightness", rounded(quality.median_brightness))
      .set("median_side_light", rounded(quality.median_side_light))
      .set("median_sharpness", rounded(quality.median_sharpness))
      .set("median_frontal_angle_rad", rounded(quality.median_frontal_angle_rad))
      .set("turned_share", rounded(quality.turned_share))
      .set("repeated_share", rounded(quality.repeats.repeated_share))
      .set("longest_freeze_s", rounded(quality.repeats.longest_freeze_s))
      .set("limits", limits_of(quality.limits));
}

}  // namespace kizashi::pipeline
