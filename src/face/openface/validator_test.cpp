// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/validator.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <opencv2/core.hpp>
#include <variant>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/stage_reference.h"
#include "kizashi/face/openface/test_warp.h"

namespace kizashi::face::openface {
namespace {

// A place that rounding moves by one step of the crop's grid changes its pixel by a fraction of a grey level, which
// some pixels' small deviations raise: the outputs move by as much as a thousandth.
constexpr double output_tolerance = 1e-3;
constexpr double picture_tolerance = 0.3;  // of values up to 850
constexpr double confidence_tolerance = 1e-7;
constexpr float rounding = 1e-5F;

constexpr int width_px = 5;
constexpr int height_px = 6;
constexpr int bin_count = width_px * height_px;

/// A view whose network gives what it is shown, in the files' order of pixels.
ValidatorView showing_view(double yaw_rad) {
  ValidatorView view;
  view.angles_rad = {0, yaw_rad, 0};
  view.mean = Eigen::VectorXd::Zero(bin_count);
  view.standard_deviation = Eigen::VectorXd::Ones(bin_count);
  view.warp = made_up_warp(width_px, height_px, {0, 0});
  view.network.layers = {
      ConvolutionLayer{Eigen::VectorXf::Zero(1), {{RowMajorMatrix::Ones(1, 1)}}},
      FullyConnectedLayer{Eigen::VectorXf::Zero(bin_count), Eigen::MatrixXf::Identity(bin_count, bin_count)}};
  return view;
}

/// A view whose network names the same bin whatever it sees.
ValidatorView naming_view(double yaw_rad, Eigen::Index bin) {
  ValidatorView view = showing_view(yaw_rad);
  auto& layer = std::get<FullyConnectedLayer>(view.network.layers.back());
  layer.weights.setZero();
  layer.biases[bin] = 1;
  return view;
}

cv::Mat noise() {
  cv::Mat gray(40, 50, CV_8UC1);
  cv::RNG random(11);
  random.fill(gray, cv::RNG::UNIFORM, 0, 256);
  return gray;
}

/// Landmarks for which the crop shows the picture's pixels from (10, 10) on as they are.
Points2 corners() {
  Points2 points_px(4, 2);
  points_px << 10, 10, 9 + width_px, 10, 10, 9 + height_px, 9 + width_px, 9 + height_px;
  return points_px;
}

TEST(Validator, TurnsTheLikeliestBinIntoAConfidence) {
  Validator validator(ValidatorModel{{naming_view(0, 0), naming_view(0.5, 4), naming_view(-0.5, bin_count - 1)}});
  EXPECT_NEAR(validator.confidence(noise(), corners(), {0, 0, 0}), 1 - 0.5 / bin_count, confidence_tolerance);
  EXPECT_NEAR(validator.confidence(noise(), corners(), {0, 0.3F, 0}), 1 - 4.5 / bin_count, confidence_tolerance);
  EXPECT_NEAR(validator.confidence(noise(), corners(), {0, -2, 0}), 0.5 / bin_count, confidence_tolerance);
}

TEST(Validator, LooksFromTheNearestView) {
  const Validator validator(ValidatorModel{{showing_view(0), showing_view(0.5), showing_view(-0.5)}});
  EXPECT_EQ(validator.nearest_view({0.4F, 0.24F, -0.2F}), 0);
  EXPECT_EQ(validator.nearest_view({0.4F, 0.26F, -0.2F}), 1);
  EXPECT_EQ(validator.nearest_view({0, -3, 0}), 2);
}

TEST(Validator, ShowsItsNetworkPixelsAgainstTheTrainingPictures) {
  ValidatorView view = showing_view(0);
  view.mean = Eigen::VectorXd::LinSpaced(bin_count, -1, 1);
  view.standard_deviation = Eigen::VectorXd::LinSpaced(bin_count, 0.5, 4);
  const cv::Mat gray = noise();
  const Verdict verdict = Validator(ValidatorModel{{view}}).judge(gray, corners(), {0, 0, 0});
  Eigen::VectorXf seen(bin_count);
  for (int i = 0; i < bin_count; ++i) seen[i] = gray.at<std::uint8_t>(10 + i % height_px, 10 + i / height_px);
  standardise(seen);
  const Eigen::VectorXf expected =
      (seen - view.mean.cast<float>()).cwiseQuotient(view.standard_deviation.cast<float>());
  EXPECT_LE((verdict.outputs - expected).cwiseAbs().maxCoeff(), rounding);
}

TEST(Standardise, TakesTheMeanOffAndDividesByTheWholePopulationsDeviation) {
  Eigen::VectorXf values = Eigen::Vector4f(2, 4, 4, 6);
  standardise(values);
  EXPECT_LE((values - Eigen::Vector4f(-1, 0, 0, 1) * std::sqrt(2.0F)).cwiseAbs().maxCoeff(), rounding);
}

TEST(Standardise, LeavesNothingOfEqualValues) {
  Eigen::VectorXf values = Eigen::Vector3f::Constant(7);
  standardise(values);
  EXPECT_EQ(values, Eigen::Vector3f::Zero());
}

TEST(Validator, HasNoConfidenceInLandmarksThatAreNoNumbers) {
  Validator validator(ValidatorModel{{naming_view(0, 0)}});
  Points2 points_px = corners();
  points_px(2, 1) = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(validator.confidence(noise(), points_px, {0, 0, 0}), 0.0);
  points_px(2, 1) = std::numeric_limits<float>::infinity();
  EXPECT_EQ(validator.confidence(noise(), points_px, {0, 0, 0}), 0.0);
}

TEST(Validator, JudgesLandmarksOutsideThePictureAsNothingSeen) {
  Points2 points_px = corners();
  points_px.array() += 1e6F;
  const Verdict verdict = Validator(ValidatorModel{{showing_view(0)}}).judge(noise(), points_px, {0, 0, 0});
  EXPECT_EQ(verdict.outputs, Eigen::VectorXf(Eigen::VectorXf::Zero(bin_count)));
}

TEST(Validator, RefusesAModelWhosePartsDoNotFit) {
  EXPECT_THROW(Validator(ValidatorModel{}), base::ContractViolation);
  ValidatorView view = showing_view(0);
  view.mean.conservativeResize(bin_count - 1);
  EXPECT_THROW(Validator(ValidatorModel{{view}}), base::ContractViolation);
}

double largest_difference(const FeatureMaps& picture, const NumpyArray& expected) {
  Eigen::VectorXf values(static_cast<Eigen::Index>(expected.values.size()));
  picture.copy_to(values);
  const Eigen::Map<const Eigen::VectorXd> reference(expected.values.data(), values.size());
  return (values.cast<double>() - reference).cwiseAbs().maxCoeff();
}

TEST(Validator, JudgesAsOpenFaceDoes) {
  const auto models = shared_models();
  if (!models) GTEST_SKIP() << "no model folder";
  Validator validator(models->validator);
  for (const StageFrame& frame : stage_frames()) {
    const auto reference = StageReference::open(frame.clip, frame.number);
    ASSERT_TRUE(reference);
    const Eigen::Vector3f angles_rad = reference->numbers("final.global").segment<3>(1).cast<float>();
    const Verdict verdict = validator.judge(reference->frame_gray(), reference->points("final.points"), angles_rad);
    EXPECT_EQ(verdict.view_idx, reference->number("validator.view"));
    EXPECT_NEAR(verdict.confidence, reference->number("validator.confidence"), confidence_tolerance);
    EXPECT_LE(largest_difference(validator.picture(), reference->array("validator_crop_normalised")),
              picture_tolerance);
    const Eigen::VectorXd outputs = reference->numbers("validator.logits");
    ASSERT_EQ(verdict.outputs.size(), outputs.size());
    EXPECT_LE((verdict.outputs.cast<double>() - outputs).cwiseAbs().maxCoeff(), output_tolerance);
  }
}

}  // namespace
}  // namespace kizashi::face::openface
