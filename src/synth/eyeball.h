// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include "kizashi/synth/eye_outline.h"
#include "kizashi/synth/face_frame.h"
#include "kizashi/synth/moving_region.h"
#include "kizashi/synth/portrait.h"

namespace kizashi::synth {

/// How far the eyes are turned from where they look in the portrait, in degrees: what is to be added to the OpenFace
/// columns gaze_angle_x and gaze_angle_y, with their signs.
struct GazeTurn {
  double aside_deg = 0.0;  ///< positive: to the right of the picture, the person's left
  double down_deg = 0.0;   ///< positive: down
};

/// The opening between the lids of one eye in the portrait.
class EyeOpening {
 public:
  /// Lashes and the shadow of a lid hide the ball by so much beside the lid's edge.
  static constexpr float lid_margin_mm = 1.0F;

  EyeOpening(const FaceShape& shape, PictureSide side);

  [[nodiscard]] float upper_mm(float x_mm) const { return outline_.upper.y_at(x_mm); }
  /// Never above the upper lid's edge.
  [[nodiscard]] float lower_mm(float x_mm) const;
  [[nodiscard]] float left_mm() const { return outline_.upper.left_mm(); }
  [[nodiscard]] float right_mm() const { return outline_.upper.right_mm(); }
  /// 1 at places between the lids at least so far from their edges, 0 half a millimetre nearer to one.
  [[nodiscard]] float share_within(cv::Point2f place_mm, float margin_mm) const;

 private:
  EyeOutline outline_;
};

/// What lies behind the lids of one eye: the white of the eye, and on it the iris, a disc that turns with the ball.
/// What the portrait hides of them is completed: the white smoothly from its visible part, the iris from the visible
/// part of each of its rings.
class Eyeball {
 public:
  /// `area_px` is the part of the portrait to be painted.
  Eyeball(const Portrait& portrait, const FaceShape& shape, PictureSide side, const cv::Rect& area_px);

  /// The ball without lids over the whole area (CV_32FC3).
  [[nodiscard]] cv::Mat turned(const GazeTurn& turn) const;
  /// What lashes and the lids' shadows add to the colours of the ball at rest (CV_32FC3), as seen on the white beside
  /// the iris and carried on over it. It moves with the lids.
  [[nodiscard]] const cv::Mat& shading() const { return shading_; }
  /// How far the middle of the iris goes down by a turn.
  [[nodiscard]] static double iris_down_mm(const GazeTurn& turn);

 private:
  FaceFrame frame_;
  cv::Rect area_px_;
  cv::Point2f iris_centre_mm_;
  float iris_radius_mm_;
  cv::Mat white_;
  cv::Mat iris_;
  cv::Mat shading_;
};

}  // namespace kizashi::synth
