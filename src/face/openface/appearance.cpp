// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/appearance.h"

#include <array>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/face_mask.h"
#include "kizashi/face/openface/shape_fit.h"
#include "kizashi/face/openface/upright_frame.h"

namespace kizashi::face::openface {

namespace {

constexpr Eigen::Index landmarks = 68;
constexpr double aligned_px_per_mm = 0.7;

/// Landmarks that faces move little, those that tell how a head is turned.
constexpr std::array<Eigen::Index, 24> rigid = {1,  2,  3,  4,  12, 13, 14, 15, 27, 28, 29, 31,
                                                32, 33, 34, 35, 36, 39, 40, 41, 42, 45, 46, 47};

/// Brings the face's middle into the picture's.
cv::Matx23f about_middle(const Eigen::Matrix2f& turn, const Eigen::Vector2f& middle_px) {
  const Eigen::Vector2f shift_px = Eigen::Vector2f::Constant(aligned_side_px / 2.0F) - turn * middle_px;
  return {turn(0, 0), turn(0, 1), shift_px.x(), turn(1, 0), turn(1, 1), shift_px.y()};
}

/// Landmarks in the aligned picture; the face's upper edge and the brows moved up to keep the forehead.
Points2 outline_of(const Points2& points_px, const cv::Matx23f& map) {
  constexpr float forehead_px = 30.0F;
  Points2 outline(points_px.rows(), 2);
  for (int i = 0; i < 2; ++i) {
    outline.col(i) = (map(i, 0) * points_px.col(0) + map(i, 1) * points_px.col(1)).array() + map(i, 2);
  }
  outline(0, 1) -= forehead_px;
  outline.col(1).segment<11>(16).array() -= forehead_px;
  return outline;
}

}  // namespace

FaceAligner::FaceAligner(const ActionUnitModel& model)
    : shape_(model.shape), all_points_(shape_, Eigen::VectorXd::Ones(landmarks)), triangles_(model.triangles) {
  KIZASHI_CHECK(model.shape.point_count() == landmarks, "a model of 68 landmarks");
  rigid_mm_ = shape_.mean_mm.reshaped(landmarks, 3)(rigid, Eigen::all);
}

AlignedFace FaceAligner::align(const cv::Mat& rgb, const Points2& points_px) const {
  ShapeWorkspace work(shape_);
  return align(rgb, points_px, fit_shape(shape_, all_points_, points_px, work).parameters);
}

AlignedFace FaceAligner::align(const cv::Mat& rgb, const Points2& points_px, ShapeParameters shape) const {
  KIZASHI_CHECK(rgb.type() == CV_8UC3 && points_px.rows() == landmarks, "a picture in colour and 68 landmarks");
  AlignedFace face;
  face.shape = std::move(shape);
  const Eigen::Matrix2d turn =
      upright_from_picture(points_px(rigid, Eigen::all).cast<double>(), rigid_mm_, aligned_px_per_mm);
  face.aligned_from_picture = about_middle(turn.cast<float>(), face.shape.pose.translation_px);
  face.mask = mask_of(outline_of(points_px, face.aligned_from_picture), triangles_, aligned_side_px);
  cv::Mat unmasked;
  cv::warpAffine(rgb, unmasked, face.aligned_from_picture, face.mask.size(), cv::INTER_LINEAR);
  face.rgb = cv::Mat::zeros(face.mask.size(), CV_8UC3);
  unmasked.copyTo(face.rgb, face.mask);
  return face;
}

Eigen::VectorXd geometry_of(const ShapeModel& model, const Eigen::VectorXf& weights) {
  Eigen::VectorXd geometry(model.mean_mm.size() + weights.size());
  geometry << model.modes.cast<double>() * weights.cast<double>(), weights.cast<double>();
  return geometry;
}

Eigen::VectorXd features_of(const AlignedFace& face, const ActionUnitModel& model) {
  Eigen::VectorXd features(feature_count);
  features << hog_of(face.rgb).cast<double>(), geometry_of(model.shape, face.shape.weights);
  return features;
}

}  // namespace kizashi::face::openface
