// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <opencv2/core.hpp>

#include "kizashi/face/openface/hog.h"
#include "kizashi/face/openface/models.h"
#include "kizashi/face/openface/prepared_shape.h"
#include "kizashi/face/openface/shape_model.h"

namespace kizashi::face::openface {

inline constexpr int geometry_size = 238;
inline constexpr int feature_count = hog_size + geometry_size;

/// A face turned upright, scaled to one size, all else black (Baltrusaitis, Mahmoud & Robinson 2015, FG workshops,
/// section III).
struct AlignedFace {
  cv::Mat rgb;   ///< CV_8UC3, red first, aligned_side_px squared, masked
  cv::Mat mask;  ///< CV_8UC1, 255 on the face
  cv::Matx23f aligned_from_picture;
  ShapeParameters shape;  ///< the action-unit model's own fit to the landmarks
};

/// Cuts faces out as an action-unit model wants them; used by many threads at a time.
class FaceAligner {
 public:
  explicit FaceAligner(const ActionUnitModel& model);  ///< keeps what it needs

  /// The face that the 68 landmarks outline in a picture (CV_8UC3, red first).
  [[nodiscard]] AlignedFace align(const cv::Mat& rgb, const Points2& points_px) const;
  /// The same from the model's own fit to these landmarks.
  [[nodiscard]] AlignedFace align(const cv::Mat& rgb, const Points2& points_px, ShapeParameters shape) const;

 private:
  PreparedShape shape_;
  TrustedPoints all_points_;
  Eigen::MatrixX3i triangles_;
  Eigen::MatrixX3d rigid_mm_;  ///< of the mean shape
};

/// Displacements from the mean shape (204, mm) and the weights of the modes (34).
Eigen::VectorXd geometry_of(const ShapeModel& model, const Eigen::VectorXf& weights);

/// hog_of and geometry_of, feature_count values in all.
Eigen::VectorXd features_of(const AlignedFace& face, const ActionUnitModel& model);

}  // namespace kizashi::face::openface
