// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/face_quality.h"

#include <algorithm>
#include <cmath>

namespace kizashi::face {

namespace {

double height_of(const observation::FacePoints& points_px) {
  const auto [top, bottom] = std::minmax_element(points_px.begin(), points_px.end(),
                                                 [](const auto& a, const auto& b) { return a.y() < b.y(); });
  return static_cast<double>(bottom->y() - top->y());
}

double frontal_angle(const observation::HeadPose& pose) {
  const Eigen::Vector3d to_camera = -pose.head_in_camera_mm.normalized();
  const Eigen::Vector3d face_forward = -pose.camera_from_head.col(2);
  return std::acos(std::clamp(face_forward.dot(to_camera), -1.0, 1.0));
}

}  // namespace

observation::FaceQuality face_quality(const CropQuality& crop, const observation::FacePoints& points_px,
                                      const observation::HeadPose& pose) {
  return {height_of(points_px), crop.sharpness, crop.brightness, frontal_angle(pose), crop.side_light};
}

}  // namespace kizashi::face
