// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include "kizashi/synth/eye_outline.h"
#include "kizashi/synth/face_frame.h"
#include "kizashi/synth/moving_region.h"

namespace kizashi::synth {

/// The upper lid of one eye. Landmarks do not believe an eye that is squeezed shut, so the lid is painted: the skin
/// above the eye is stretched down over the ball, its lashes with it.
class Eyelid {
 public:
  Eyelid(const FaceShape& shape, PictureSide side);

  /// Paints the lid `down_mm` below its rest over the picture, at most closed.
  void close(cv::Mat& picture, double down_mm) const;
  /// The way from rest to closed in the middle of the eye.
  [[nodiscard]] double opening_mm() const;

 private:
  struct Spot {
    float from_y_mm;  ///< where the painted pixel comes from
    float cover;      ///< share of paint over what was there, 0 to 1
    float lash;       ///< share of lash colour, 0 to 1
  };
  [[nodiscard]] Spot spot_at(cv::Point2f place_mm, float closed_share) const;
  /// Share of the eye's closing that a place takes part in: 1 between the corners, 0 some way beside them.
  [[nodiscard]] float participation(float x_mm) const;
  [[nodiscard]] cv::Rect surroundings(const cv::Size& size_px) const;

  FaceFrame frame_;
  EyeOutline eye_;
};

}  // namespace kizashi::synth
