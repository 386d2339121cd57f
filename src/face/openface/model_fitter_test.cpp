// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_fitter.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "kizashi/face/openface/made_up_shape.h"
#include "kizashi/face/openface/shape_projection.h"

namespace kizashi::face::openface {
namespace {

constexpr double dot_sigma_px = 2.0;

/// An expert that knows a bright dot.
PatchExpert dot_seeker() {
  RowMajorMatrix weights(patch_side_px, patch_side_px);
  for (int y = 0; y < patch_side_px; ++y) {
    for (int x = 0; x < patch_side_px; ++x) {
      const double squared = (x - 5) * (x - 5) + (y - 5) * (y - 5);
      weights(y, x) = static_cast<float>(std::exp(-squared / (2.0 * dot_sigma_px * dot_sigma_px)));
    }
  }
  weights.array() -= weights.mean();
  return {{{20.0, -15.0, 1.0, weights / weights.norm()}}, {}, 0.3};
}

/// A made-up shape whose landmarks are dots, at one scale and from one view.
LandmarkModel dotted_model(double px_per_mm) {
  LandmarkModel model;
  model.shape = made_up_shape(14);
  const auto count = static_cast<std::size_t>(model.shape.point_count());
  PatchScale scale;
  scale.px_per_mm = px_per_mm;
  scale.view_angles_rad = {Eigen::Vector3d::Zero()};
  scale.is_visible = {std::vector<bool>(count, true)};
  scale.experts = {std::vector<PatchExpert>(count, dot_seeker())};
  model.scales = {scale};
  return model;
}

/// Dots at the points, wider by the shape's scale so that the experts see them at theirs.
cv::Mat dotted_picture(const Points2& points_px, double sigma_px) {
  cv::Mat gray(400, 400, CV_8UC1);
  for (int y = 0; y < gray.rows; ++y) {
    for (int x = 0; x < gray.cols; ++x) {
      double brightness = 0.0;
      for (Eigen::Index i = 0; i < points_px.rows(); ++i) {
        const double squared = (points_px.row(i) - Eigen::RowVector2i(x, y).cast<float>()).squaredNorm();
        brightness += 220.0 * std::exp(-squared / (2.0 * sigma_px * sigma_px));
      }
      gray.at<unsigned char>(y, x) = cv::saturate_cast<unsigned char>(brightness);
    }
  }
  return gray;
}

const ModelFitterOptions loose{.most_iterations = 30, .regularisation = 0.1, .sigma_px = 1.0};

double mean_distance_px(const Points2& a, const Points2& b) {
  return static_cast<double>((a - b).rowwise().norm().mean());
}

TEST(ModelFitter, FindsTheShapeWhoseDotsItSees) {
  const LandmarkModel model = dotted_model(1.0);
  const ShapeParameters truth = made_up_parameters();
  const Points2 points_px = project(model.shape, truth);
  const cv::Mat gray = dotted_picture(points_px, dot_sigma_px * 1.7);
  ShapeParameters start = truth;
  start.pose.translation_px += Eigen::Vector2f(3.0F, -2.0F);
  start.pose.angles_rad.z() += 0.03F;
  start.weights.setZero();
  const ModelFitter fitter(model, loose);
  FitWorkspace work(fitter.shape());
  const ModelFit fit = fitter.fit(gray, start, std::vector<int>{11}, work);
  EXPECT_TRUE(fit.is_usable);
  const Points2 found_px = project(model.shape, fit.parameters);
  EXPECT_GT(mean_distance_px(project(model.shape, start), points_px), 4.0);
  EXPECT_LT(mean_distance_px(found_px, points_px), 0.7);
}

TEST(ModelFitter, GivesTheLikelierFitTheHigherLikelihood) {
  const LandmarkModel model = dotted_model(1.0);
  const ShapeParameters truth = made_up_parameters();
  const cv::Mat gray = dotted_picture(project(model.shape, truth), dot_sigma_px * 1.7);
  ShapeParameters far_off = truth;
  far_off.pose.translation_px += Eigen::Vector2f(30.0F, 30.0F);
  const ModelFitter fitter(model, loose);
  FitWorkspace work(fitter.shape());
  const double near_truth = fitter.fit(gray, truth, std::vector<int>{9}, work).log_likelihood;
  EXPECT_GT(near_truth, fitter.fit(gray, far_off, std::vector<int>{9}, work).log_likelihood);
}

TEST(ModelFitter, DoesNotDependOnWhatAWorkspaceHeld) {
  const LandmarkModel model = dotted_model(1.0);
  const ShapeParameters truth = made_up_parameters();
  const cv::Mat gray = dotted_picture(project(model.shape, truth), dot_sigma_px * 1.7);
  ShapeParameters other = truth;
  other.pose.translation_px += Eigen::Vector2f(4.0F, 1.0F);
  const ModelFitter fitter(model, loose);
  FitWorkspace fresh(fitter.shape());
  FitWorkspace used(fitter.shape());
  fitter.fit(gray, other, std::vector<int>{11}, used);
  const ModelFit first = fitter.fit(gray, truth, std::vector<int>{9}, fresh);
  const ModelFit second = fitter.fit(gray, truth, std::vector<int>{9}, used);
  EXPECT_EQ(first.parameters.weights, second.parameters.weights);
  EXPECT_EQ(first.parameters.pose.translation_px, second.parameters.pose.translation_px);
  EXPECT_EQ(first.log_likelihood, second.log_likelihood);
}

TEST(ModelFitter, CallsFacesThatAreTooSmallUnusable) {
  const LandmarkModel model = dotted_model(1.0);
  ShapeParameters small = made_up_parameters();
  small.pose.scale_px_per_mm = 0.1F;
  const ModelFitter fitter(model, {});
  FitWorkspace work(fitter.shape());
  EXPECT_FALSE(fitter.fit(cv::Mat::zeros(400, 400, CV_8UC1), small, std::vector<int>{9}, work).is_usable);
}

TEST(ModelFitter, CallsFitsThatAreNoNumbersUnusable) {
  const LandmarkModel model = dotted_model(1.0);
  ShapeParameters lost = made_up_parameters();
  lost.weights[0] = std::numeric_limits<float>::quiet_NaN();
  const ModelFitter fitter(model, {});
  FitWorkspace work(fitter.shape());
  EXPECT_FALSE(fitter.fit(cv::Mat::zeros(400, 400, CV_8UC1), lost, std::vector<int>{9}, work).is_usable);
}

}  // namespace
}  // namespace kizashi::face::openface
