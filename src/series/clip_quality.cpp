// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/clip_quality.h"

namespace kizashi::series {

void QualityCollector::add(const observation::FrameObservation& frame) {
  ++frames_;
  if (frame.faces.empty()) return;
  ++frames_with_face_;
  if (frame.faces.size() > 1) ++frames_with_several_faces_;
  const observation::FaceQuality& quality = frame.faces.front().quality;
  face_height_px_.add(quality.face_height_px);
  brightness_.add(quality.brightness);
  sharpness_.add(quality.sharpness);
  frontal_angle_rad_.add(quality.frontal_angle_rad);
}

namespace {

std::vector<std::string> reasons_of(const QualityReport& report, const QualityLimits& limits,
                                    const StreamDamage& damage, const FrameIntervalReport& intervals) {
  std::vector<std::string> reasons;
  const auto note = [&](bool holds, const char* word) {
    if (holds) reasons.emplace_back(word);
  };
  note(report.median_face_height_px < limits.least_face_height_px, "small-face");
  note(report.median_brightness < limits.least_brightness, "dark");
  note(report.median_brightness > limits.most_brightness, "overexposed");
  note(report.median_sharpness < limits.least_sharpness, "blurred");
  note(report.median_frontal_angle_rad > limits.most_frontal_angle_rad, "turned-away");
  note(report.tracked_share < limits.least_tracked_share, "face-often-lost");
  note(report.frames_with_several_faces > 0, "several-faces");
  note(report.frames < limits.least_frames, "few-frames");
  note(!intervals.regular, "irregular-frame-rate");
  note(damage.corrupt_packets > 0, "corrupt-packets");
  note(damage.untimed_frames > 0, "untimed-frames");
  note(damage.ends_early, "ends-early");
  return reasons;
}

}  // namespace

QualityReport QualityCollector::report(const QualityLimits& limits, const StreamDamage& damage,
                                       const FrameIntervalReport& intervals) const {
  QualityReport report;
  report.frames = frames_;
  report.frames_with_face = frames_with_face_;
  report.frames_with_several_faces = frames_with_several_faces_;
  if (frames_ > 0) report.tracked_share = static_cast<double>(frames_with_face_) / static_cast<double>(frames_);
  if (frames_with_face_ == 0) {
    report.verdict = "no-face";
    return report;
  }
  report.median_face_height_px = face_height_px_.quantile(0.5);
  report.median_brightness = brightness_.quantile(0.5);
  report.median_sharpness = sharpness_.quantile(0.5);
  report.median_frontal_angle_rad = frontal_angle_rad_.quantile(0.5);
  report.reasons = reasons_of(report, limits, damage, intervals);
  report.verdict = report.reasons.empty() ? "good" : "weak";
  return report;
}

}  // namespace kizashi::series
