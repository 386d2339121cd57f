// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <opencv2/core.hpp>

#include "kizashi/face/openface/models.h"

namespace kizashi::face::openface {

/// Largest side of a response map.
inline constexpr int max_window_px = 15;
/// Side of the area that a map of so many places is computed from: each place in the middle of a patch.
constexpr int area_side_px(int window_px) { return window_px + patch_side_px - 1; }

/// Grey values round a landmark, upright and at the patch experts' scale.
struct PatchArea {
  /// Of a grey level; all values are whole, so that sums of them are exact.
  static constexpr int steps_per_level = 1024;

  int side_px = 0;
  alignas(32) std::array<float, area_side_px(max_window_px) * area_side_px(max_window_px)> values;  ///< row by row
};

/// Cuts areas of one size, turn and scale out of a picture (CV_8UC1): bilinear at whole 1/32 px, zero outside. The same
/// values as cv::warpAffine(INTER_LINEAR | WARP_INVERSE_MAP, BORDER_CONSTANT) gives of the picture in float.
class PatchAreaSampler {
 public:
  PatchAreaSampler(const cv::Mat& gray, const Eigen::Matrix2f& picture_from_reference, int side_px);

  /// The area whose middle lies at a place of the picture.
  void sample(const Eigen::Vector2f& centre_px, PatchArea& area) const;

 private:
  struct FinePlace {
    int x = 0;
    int y = 0;
  };
  [[nodiscard]] FinePlace row_begin(const Eigen::Vector2f& corner_px, int y) const;
  [[nodiscard]] bool lies_inside(const Eigen::Vector2f& corner_px) const;
  void sample_inside(const FinePlace& begin, float* row) const;
  void sample_at_edge(const FinePlace& begin, float* row) const;

  const cv::Mat& gray_;
  int side_px_;
  float along_;  ///< of the similarity (along, -across; across, along)
  float across_;
  std::array<FinePlace, area_side_px(max_window_px)> steps_;  ///< from a row's first sample to the others
};

}  // namespace kizashi::face::openface
