// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/frame_warnings.h"

#include <cmath>

namespace kizashi::pipeline {

std::vector<std::string> warnings_of(const observation::FaceQuality& quality, const series::QualityLimits& limits) {
  std::vector<std::string> warnings;
  const auto note = [&](bool holds, const char* words) {
    if (holds) warnings.emplace_back(words);
  };
  note(quality.face_height_px < limits.least_face_height_px, "small face");
  note(quality.brightness < limits.least_brightness, "dark");
  note(quality.brightness > limits.most_brightness, "overexposed");
  note(std::abs(quality.side_light) > limits.most_side_light, "lit from one side");
  note(quality.sharpness < limits.least_sharpness, "blurred");
  note(quality.frontal_angle_rad > limits.turned_angle_rad, "turned away");
  return warnings;
}

}  // namespace kizashi::pipeline
