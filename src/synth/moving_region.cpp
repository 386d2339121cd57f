// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/moving_region.h"

namespace kizashi::synth {

cv::Mat region_field(const FaceShape& shape, const cv::Size& size_px, cv::Point2f step_mm, const Weight& weight) {
  const cv::Point2f step_px = shape.frame().px_from_mm_step(step_mm);
  cv::Mat field(size_px, CV_32FC2);
  for (int y = 0; y < field.rows; ++y) {
    for (int x = 0; x < field.cols; ++x) {
      const float share = weight(shape.frame().mm_from_px(cv::Point2f(static_cast<float>(x), static_cast<float>(y))));
      field.at<cv::Vec2f>(y, x) = {share * step_px.x, share * step_px.y};
    }
  }
  return field;
}

float outwards_mm(float x_mm, PictureSide side) { return side == PictureSide::left ? -x_mm : x_mm; }

cv::Point2f step_towards(PictureSide side, float outwards_mm, float down_mm) {
  return {synth::outwards_mm(outwards_mm, side), down_mm};
}

float side_share(float x_mm, PictureSide side) {
  constexpr float half_width_mm = 8.0F;
  return ramp(outwards_mm(x_mm, side), -half_width_mm, half_width_mm);
}

}  // namespace kizashi::synth
