// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cmath>

#include "kizashi/face/openface/shape_model.h"

namespace kizashi::face::openface {

/// Where points of a shape lie in a picture, rounded to single precision at the steps at which OpenFace's values show
/// it to round: 98.6 % of its stored points come out to the last bit (docs/methods/openface-engine.md). It matters
/// because places are later cut to tenths and 1/32 of a pixel, where a last bit can make a whole step.
class FloatPlacement {
 public:
  explicit FloatPlacement(const WeakPose& pose) : scale_(pose.scale_px_per_mm), translation_px_(pose.translation_px) {
    const Eigen::Array3d angles_rad = pose.angles_rad.cast<double>().array();
    const Eigen::Array3f sine = angles_rad.sin().cast<float>();
    const Eigen::Array3f cosine = angles_rad.cos().cast<float>();
    rotation_(0, 0) = cosine[1] * cosine[2];
    rotation_(0, 1) = -cosine[1] * sine[2];
    rotation_(0, 2) = sine[1];
    rotation_(1, 0) = std::fma(cosine[2] * sine[0], sine[1], cosine[0] * sine[2]);
    rotation_(1, 1) = std::fma(-sine[0] * sine[1], sine[2], cosine[0] * cosine[2]);
    rotation_(1, 2) = -cosine[1] * sine[0];
  }

  /// On one axis of the picture: 0 is x, 1 is y.
  [[nodiscard]] float along(int axis, float x_mm, float y_mm, float z_mm) const {
    const float in_plane = std::fma(rotation_(axis, 0), x_mm, rotation_(axis, 1) * y_mm);
    const float turned = std::fma(rotation_(axis, 2), z_mm, in_plane);
    return std::fma(scale_, turned, translation_px_[axis]);
  }

 private:
  float scale_;
  Eigen::Vector2f translation_px_;
  Eigen::Matrix<float, 2, 3> rotation_;
};

}  // namespace kizashi::face::openface
