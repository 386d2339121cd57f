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

/// Room for a row of the largest area, whole vectors of it.
inline constexpr int area_row_room = 32;
static_assert(area_side_px(max_window_px) <= area_row_room);

/// Grey values round a landmark, upright and at the patch experts' scale.
struct PatchArea {
  /// Of a grey level; all values are whole, so that sums of them are exact.
  static constexpr int steps_per_level = 1024;

  int side_px = 0;
  /// Row by row. What follows the last one may be written and read, to no effect.
  alignas(32) std::array<float, area_side_px(max_window_px) * area_side_px(max_window_px) + area_row_room> values{};
};

/// Cuts areas of one size, turn and scale out of a picture (CV_8UC1): bilinear at whole 1/32 px, zero outside. The same
/// values as cv::warpAffine(INTER_LINEAR | WARP_INVERSE_MAP, BORDER_CONSTANT) gives of the picture in float.
class PatchAreaSampler {
 public:
  PatchAreaSampler(const cv::Mat& gray, const Eigen::Matrix2f& picture_from_reference, int side_px);

  /// The area whose middle lies at a place of the picture.
  void sample(const Eigen::Vector2f& centre_px, PatchArea& area) const;

 private:
  using RowOfInts = std::array<int, area_row_room>;
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
  int padded_side_px_;  ///< whole vectors
  float along_;         ///< of the similarity (along, -across; across, along)
  float across_;
  RowOfInts steps_x_{};  ///< from a row's first sample to the others, in fine places
  RowOfInts steps_y_{};
};

}  // namespace kizashi::face::openface
