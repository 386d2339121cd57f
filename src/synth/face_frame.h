// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <span>
#include <vector>

#include "kizashi/face/mesh/face_mesh.h"

namespace kizashi::synth {

/// The face's own axes in the picture: origin between the outer eye corners, x to the right of the picture along them,
/// y down the face, millimetres by the width of the irises.
class FaceFrame {
 public:
  explicit FaceFrame(const face::mesh::MeshPoints& points_px);

  [[nodiscard]] cv::Point2f mm_from_px(cv::Point2f place_px) const;
  [[nodiscard]] cv::Point2f px_from_mm(cv::Point2f place_mm) const;
  /// A displacement instead of a place.
  [[nodiscard]] cv::Point2f px_from_mm_step(cv::Point2f step_mm) const;
  [[nodiscard]] float mm_per_px() const { return mm_per_px_; }

 private:
  cv::Point2f origin_px_;
  cv::Point2f along_;  ///< unit vector of x in the picture
  float mm_per_px_;
};

/// The portrait's mesh in its own frame.
class FaceShape {
 public:
  explicit FaceShape(const face::mesh::MeshPoints& points_px);

  [[nodiscard]] const FaceFrame& frame() const { return frame_; }
  [[nodiscard]] cv::Point2f point_mm(std::size_t mesh_idx) const { return points_mm_.at(mesh_idx); }

 private:
  FaceFrame frame_;
  std::vector<cv::Point2f> points_mm_;
};

/// A line across the face, y as a smooth function of x through mesh points, level beyond its ends.
class Contour {
 public:
  /// `mesh_idxs` from the left of the picture to its right.
  Contour(const FaceShape& shape, std::span<const std::size_t> mesh_idxs);
  [[nodiscard]] float y_at(float x_mm) const;
  [[nodiscard]] float left_mm() const { return places_mm_.front().x; }
  [[nodiscard]] float right_mm() const { return places_mm_.back().x; }

 private:
  [[nodiscard]] float slope_at(std::size_t idx) const;
  std::vector<cv::Point2f> places_mm_;
};

/// 0 up to `from`, 1 beyond `to`, 3x^2 - 2x^3 between; `to` may lie below `from`.
float ramp(float value, float from, float to);

}  // namespace kizashi::synth
