// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <cmath>

#include "kizashi/synth/moving_region.h"
#include "kizashi/synth/test_face.h"

namespace kizashi::synth {

/// For tests of fields over the drawn face.
class FieldTest : public testing::Test {
 protected:
  static constexpr float one_mm_px = 2.0F;
  static constexpr float rounding_px = 0.05F;

  [[nodiscard]] cv::Point2f step_at(const cv::Mat& field, cv::Point2f place_mm) const {
    const cv::Point2f place_px = shape_.frame().px_from_mm(place_mm);
    const auto& step = field.at<cv::Vec2f>(cvRound(place_px.y), cvRound(place_px.x));
    return {step[0], step[1]};
  }
  [[nodiscard]] cv::Point2f step_at(const cv::Mat& field, std::size_t mesh_idx) const {
    return step_at(field, shape_.point_mm(mesh_idx));
  }
  const cv::Size size_px_{test_face_side_px, test_face_side_px};
  FaceShape shape_{test_face()};
};

}  // namespace kizashi::synth
