// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <opencv2/core.hpp>
#include <vector>

#include "kizashi/face/openface/feature_maps.h"
#include "kizashi/face/openface/models.h"
#include "kizashi/face/openface/shape_model.h"

namespace kizashi::face::openface {

/// The part of a picture that landmarks lie in: 3 px more on each side, whole pixels, inside the picture; empty where
/// they lie outside.
cv::Rect region_around(const Points2& points_px, const cv::Size& picture);

/// Warps a face to a small picture, one triangle of landmarks at a time. What does not depend on the frame is prepared
/// here; many threads may use it at a time.
class PiecewiseCrop {
 public:
  explicit PiecewiseCrop(const PiecewiseWarp& warp);

  [[nodiscard]] MapShape shape() const { return {1, width_px_, height_px_}; }
  [[nodiscard]] Eigen::Index pixel_count() const { return static_cast<Eigen::Index>(pixels_.size()); }

  /// Grey values of the face's pixels, column by column: between source pixels (CV_8UC1) on a grid of 1/32 px, 0
  /// outside region_around the landmarks.
  void sample(const cv::Mat& gray, const Points2& points_px, Eigen::VectorXf& values) const;

  /// Puts such values to their places in the small picture; 0 outside the face.
  void place(const Eigen::VectorXf& values, FeatureMaps& picture) const;

 private:
  struct Pixel {
    int column = 0;
    int row = 0;
    int triangle = 0;
    float x = 0.0F;  ///< in the frame of the warp's destination
    float y = 0.0F;
  };
  struct Triangle {
    Eigen::Vector3i landmarks;
    Eigen::Vector3f alpha;
    Eigen::Vector3f beta;
  };

  int width_px_ = 0;
  int height_px_ = 0;
  std::vector<Pixel> pixels_;
  std::vector<Triangle> triangles_;
};

}  // namespace kizashi::face::openface
