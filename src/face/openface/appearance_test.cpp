// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/appearance.h"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kizashi/face/openface/shape_projection.h"
#include "kizashi/face/openface/stage_reference.h"

namespace kizashi::face::openface {
namespace {

constexpr int landmarks = 68;
constexpr double linear_tolerance = 1e-6;
constexpr double place_tolerance_px = 5e-5;
constexpr int most_differing_values = 20;  ///< of 37,632, where a place is rounded to the next 1/32 px
constexpr double geometry_tolerance_mm = 5e-6;

/// A face of 68 points on a bent sheet, and triangles that cover it, one for each run of three points.
ActionUnitModel made_up_model() {
  ActionUnitModel model;
  model.shape.mean_mm.resize(Eigen::Index{3} * landmarks);
  for (int i = 0; i < landmarks; ++i) {
    model.shape.mean_mm[i] = static_cast<float>(60.0 * std::cos(2.4 * i));
    model.shape.mean_mm[landmarks + i] = static_cast<float>(70.0 * std::sin(1.7 * i + 0.3));
    model.shape.mean_mm[2 * landmarks + i] = static_cast<float>(10.0 * std::cos(0.9 * i));
  }
  model.shape.modes = Eigen::MatrixXf::Zero(Eigen::Index{3} * landmarks, 2);
  model.shape.modes.col(0).head(landmarks).setConstant(1.0F);
  model.shape.modes.col(1).tail(landmarks).setConstant(-2.0F);
  model.shape.variances.setOnes(2);
  model.triangles.resize(landmarks - 2, 3);
  for (int i = 0; i + 2 < landmarks; ++i) model.triangles.row(i) << i, i + 1, i + 2;
  return model;
}

ShapeParameters posed(float scale, float roll_rad, const Eigen::Vector2f& place_px) {
  return {{scale, {0.0F, 0.0F, roll_rad}, place_px}, Eigen::VectorXf::Zero(2)};
}

TEST(FaceAligner, TurnsAFaceUprightAtItsOwnScale) {
  const ActionUnitModel model = made_up_model();
  const FaceAligner aligner(model);
  const cv::Mat rgb(300, 300, CV_8UC3, cv::Scalar(10, 20, 30));
  const ShapeParameters shape = posed(1.75F, 0.4F, {150.0F, 140.0F});
  const AlignedFace face = aligner.align(rgb, project(model.shape, shape), shape);
  // The inverse of the pose at 0.7 px/mm, the face's middle in the picture's.
  const float scale = 0.7F / 1.75F;
  EXPECT_NEAR(face.aligned_from_picture(0, 0), scale * std::cos(0.4F), linear_tolerance);
  EXPECT_NEAR(face.aligned_from_picture(0, 1), scale * std::sin(0.4F), linear_tolerance);
  const cv::Vec2f middle = face.aligned_from_picture * cv::Vec3f(150.0F, 140.0F, 1.0F);
  EXPECT_NEAR(middle[0], 56.0, place_tolerance_px);
  EXPECT_NEAR(middle[1], 56.0, place_tolerance_px);
}

TEST(FaceAligner, CutsOutWhatTheMaskCovers) {
  const ActionUnitModel model = made_up_model();
  const cv::Mat rgb(300, 300, CV_8UC3, cv::Scalar(10, 20, 30));
  const ShapeParameters shape = posed(1.2F, -0.2F, {150.0F, 150.0F});
  const AlignedFace face = FaceAligner(model).align(rgb, project(model.shape, shape), shape);
  const int covered = cv::countNonZero(face.mask);
  EXPECT_GT(covered, 1000);
  EXPECT_LT(covered, aligned_side_px * aligned_side_px);
  for (int y = 0; y < aligned_side_px; ++y) {
    for (int x = 0; x < aligned_side_px; ++x) {
      const cv::Vec3b expected = face.mask.at<unsigned char>(y, x) != 0 ? cv::Vec3b(10, 20, 30) : cv::Vec3b();
      ASSERT_EQ(face.rgb.at<cv::Vec3b>(y, x), expected) << x << ' ' << y;
    }
  }
}

TEST(FaceAligner, LeavesBlackWhatLiesOutsideThePicture) {
  const ActionUnitModel model = made_up_model();
  const cv::Mat white(300, 300, CV_8UC3, cv::Scalar::all(255));
  const ShapeParameters shape = posed(1.0F, 0.0F, {0.0F, 150.0F});
  const AlignedFace face = FaceAligner(model).align(white, project(model.shape, shape), shape);
  EXPECT_EQ(cv::countNonZero(face.rgb.colRange(0, 55).reshape(1)), 0);
  EXPECT_GT(cv::countNonZero(face.rgb.colRange(57, aligned_side_px).reshape(1)), 0);
}

TEST(Features, AreTheHistogramsThenTheGeometry) {
  ActionUnitModel model = made_up_model();
  const Eigen::Vector2f weights(3.0F, -1.0F);
  const Eigen::VectorXd geometry = geometry_of(model.shape, weights);
  ASSERT_EQ(geometry.size(), 3 * landmarks + 2);
  EXPECT_EQ(geometry[0], 3.0) << "x moves with the first mode";
  EXPECT_EQ(geometry[landmarks], 0.0);
  EXPECT_EQ(geometry[2 * landmarks], 2.0) << "z with the second";
  EXPECT_EQ(geometry.tail(2), weights.cast<double>());
}

/// Calls `compare` with every stored frame that shows a face; false where there is none, or no model folder.
template <typename Compare>
bool for_each_stored_face(const Compare& compare) {
  const auto models = shared_models();
  if (models == nullptr) return false;
  for (const auto& [clip, number] : stage_frames()) {
    const auto reference = StageReference::open(clip, number);
    if (!reference) return false;
    if (!reference->has("au.align")) continue;
    SCOPED_TRACE(clip + " " + std::to_string(number));
    compare(*reference, models->videos);
  }
  return true;
}

/// From the frame and its landmarks alone.
AlignedFace aligned(const StageReference& reference, const ActionUnitModel& model) {
  return FaceAligner(model).align(reference.frame_rgb(), reference.points("final.points"));
}

int differing_values(const cv::Mat& a, const cv::Mat& b) {
  cv::Mat difference;
  cv::absdiff(a.reshape(1), b.reshape(1), difference);
  return cv::countNonZero(difference);
}

TEST(AppearanceReference, FacesAreCutOutAsByOpenFace) {
  const bool was_compared = for_each_stored_face([](const StageReference& reference, const ActionUnitModel& model) {
    const AlignedFace face = aligned(reference, model);
    const Eigen::MatrixXd map = reference.rows("au.align");
    for (int row = 0; row < 2; ++row) {
      for (int column = 0; column < 2; ++column) {
        EXPECT_NEAR(face.aligned_from_picture(row, column), map(row, column), linear_tolerance);
      }
      EXPECT_NEAR(face.aligned_from_picture(row, 2), map(row, 2), place_tolerance_px);
    }
    EXPECT_EQ(cv::countNonZero(face.mask), reference.number("au.mask_pixels"));
    cv::Mat stored_mask;
    cv::extractChannel(reference.picture("aligned_mask"), stored_mask, 0);
    EXPECT_EQ(cv::countNonZero(face.mask != stored_mask), 0);
    const cv::Mat stored_face = reference.picture("aligned_masked");
    EXPECT_LE(cv::norm(face.rgb, stored_face, cv::NORM_INF), 1.0);
    EXPECT_LE(differing_values(face.rgb, stored_face), most_differing_values);
  });
  if (!was_compared) GTEST_SKIP() << "no models or no reference values of the stages";
}

TEST(AppearanceReference, GeometryAgreesWithOpenFace) {
  const bool was_compared = for_each_stored_face([](const StageReference& reference, const ActionUnitModel& model) {
    const ShapeParameters shape = reference.parameters("au.pdm_global", "au.pdm_local");
    const Eigen::VectorXd geometry = geometry_of(model.shape, shape.weights);
    const NumpyArray stored = reference.array("geometry");
    const Eigen::Map<const Eigen::VectorXd> expected(stored.values.data(), geometry_size);
    ASSERT_EQ(geometry.size(), geometry_size);
    EXPECT_LT((geometry - expected).cwiseAbs().maxCoeff(), geometry_tolerance_mm);
  });
  if (!was_compared) GTEST_SKIP() << "no models or no reference values of the stages";
}

}  // namespace
}  // namespace kizashi::face::openface
