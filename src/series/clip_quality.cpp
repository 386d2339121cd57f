// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/clip_quality.h"

#include <cmath>

namespace kizashi::series {

void QualityCollector::add(const observation::FrameObservation& frame) {
  ++frames_;
  gaps_.add(frame.timestamp_s, !frame.faces.empty());
  repeats_.add(frame.timestamp_s, frame.picture_change);
  if (frame.faces_in_picture) {
    ++frames_searched_for_others_;
    if (*frame.faces_in_picture > 1) ++frames_with_several_faces_;
  }
  if (!frame.faces.empty()) add_face(frame.faces.front().quality);
}

void QualityCollector::add_face(const observation::FaceQuality& quality) {
  ++frames_with_face_;
  if (quality.frontal_angle_rad > limits_.turned_angle_rad) ++frames_turned_;
  face_height_px_.add(quality.face_height_px);
  brightness_.add(quality.brightness);
  side_light_.add(quality.side_light);
  sharpness_.add(quality.sharpness);
  frontal_angle_rad_.add(quality.frontal_angle_rad);
}

namespace {

std::optional<double> share_of(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

std::vector<std::string> reasons_of(const QualityReport& report, const StreamDamage& damage,
                                    const FrameIntervalReport& intervals) {
  const QualityLimits& limits = report.limits;
  std::vector<std::string> reasons;
  const auto note = [&](bool holds, const char* word) {
    if (holds) reasons.emplace_back(word);
  };
  note(report.median_face_height_px < limits.least_face_height_px, "small-face");
  note(report.median_brightness < limits.least_brightness, "dark");
  note(report.median_brightness > limits.most_brightness, "overexposed");
  note(std::abs(report.median_side_light.value_or(0.0)) > limits.most_side_light, "side-lit");
  note(report.median_sharpness < limits.least_sharpness, "blurred");
  note(report.turned_share > limits.most_turned_share, "turned-away");
  note(report.tracked_share < limits.least_tracked_share, "face-often-lost");
  note(report.gaps.longest_s > limits.most_gap_s, "long-gap");
  note(report.several_faces_share > limits.most_several_faces_share, "several-faces");
  note(report.repeats.repeated_share > limits.most_repeated_share, "repeated-frames");
  note(report.repeats.longest_freeze_s > limits.most_freeze_s, "frozen");
  note(report.frames < limits.least_frames, "few-frames");
  note(!intervals.regular, "irregular-frame-rate");
  note(damage.corrupt_packets > 0, "corrupt-packets");
  note(damage.untimed_frames > 0, "untimed-frames");
  note(damage.ends_early, "ends-early");
  const double lip_speed_mm_per_s = report.speaking_speed_mm_per_s.value_or(limits.least_speaking_speed_mm_per_s);
  note(lip_speed_mm_per_s < limits.least_speaking_speed_mm_per_s, "voice-without-mouth-motion");
  return reasons;
}

}  // namespace

void QualityCollector::set_medians(QualityReport& report) const {
  report.median_face_height_px = face_height_px_.quantile(0.5);
  report.median_brightness = brightness_.quantile(0.5);
  report.median_side_light = side_light_.quantile(0.5);
  report.median_sharpness = sharpness_.quantile(0.5);
  report.median_frontal_angle_rad = frontal_angle_rad_.quantile(0.5);
}

QualityReport QualityCollector::report(const StreamDamage& damage, const FrameIntervalReport& intervals,
                                       const std::optional<double>& speaking_speed_mm_per_s) const {
  QualityReport report;
  report.limits = limits_;
  report.frames = frames_;
  report.frames_with_face = frames_with_face_;
  report.frames_searched_for_others = frames_searched_for_others_;
  report.frames_with_several_faces = frames_with_several_faces_;
  report.tracked_share = share_of(frames_with_face_, frames_);
  report.several_faces_share = share_of(frames_with_several_faces_, frames_searched_for_others_);
  report.turned_share = share_of(frames_turned_, frames_with_face_);
  report.gaps = gaps_.report();
  report.repeats = repeats_.report();
  report.speaking_speed_mm_per_s = speaking_speed_mm_per_s;
  set_medians(report);
  if (frames_with_face_ == 0) {
    report.verdict = "no-face";
    return report;
  }
  report.reasons = reasons_of(report, damage, intervals);
  report.verdict = report.reasons.empty() ? "good" : "weak";
  return report;
}

}  // namespace kizashi::series
