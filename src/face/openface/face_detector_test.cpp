// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/face_detector.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/stage_reference.h"

namespace kizashi::face::openface {
namespace {

constexpr double score_tolerance = 1e-5;
constexpr double correction_tolerance = 1e-5;
constexpr double box_tolerance_px = 1e-3;

/// A reference frame in which OpenFace looked for a face, and the models.
struct Scene {
  StageReference reference;
  std::shared_ptr<const Models> models;
};

std::vector<Scene> scenes() {
  std::vector<Scene> result;
  const auto models = shared_models();
  for (const StageFrame& frame : stage_frames()) {
    auto reference = StageReference::open(frame.clip, frame.number);
    if (models && reference && reference->has("detector")) result.push_back({*std::move(reference), models});
  }
  return result;
}

/// Rows of x, y, width, height, score and four corrections.
Eigen::MatrixXd rows_of(const NumpyArray& array) {
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  return Eigen::Map<const RowMajor>(array.values.data(), array.shape.at(0), array.shape.at(1));
}

Eigen::RowVectorXd row_of(const FaceCandidate& candidate) {
  Eigen::RowVectorXf row(9);
  const FaceBox& box = candidate.box;
  row << box.x, box.y, box.width, box.height, box.score, candidate.correction.transpose();
  return row.cast<double>();
}

void expect_candidates(const std::vector<FaceCandidate>& candidates, const Eigen::MatrixXd& expected) {
  ASSERT_EQ(static_cast<Eigen::Index>(candidates.size()), expected.rows());
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Eigen::RowVectorXd row = row_of(candidates[i]);
    const Eigen::RowVectorXd reference = expected.row(static_cast<Eigen::Index>(i));
    EXPECT_EQ(row.head(4), reference.head(4)) << i;
    EXPECT_NEAR(row[4], reference[4], score_tolerance) << i;
    EXPECT_LE((row - reference).tail(4).cwiseAbs().maxCoeff(), correction_tolerance) << i;
  }
}

std::vector<FaceBox> boxes_of(const Eigen::MatrixXd& rows) {
  std::vector<FaceBox> boxes;
  for (const auto& row : rows.cast<float>().rowwise()) boxes.push_back({row[0], row[1], row[2], row[3], 0.0F});
  return boxes;
}

TEST(FaceProposals, AreOpenFaces) {
  const auto known = scenes();
  if (known.empty()) GTEST_SKIP() << "no reference values";
  for (const Scene& scene : known) {
    std::vector<FaceCandidate> candidates;
    std::vector<double> counts;
    for (const auto& at_scale : FaceProposals(scene.models->detector.proposal).propose(scene.reference.frame_rgb())) {
      candidates.insert(candidates.end(), at_scale.begin(), at_scale.end());
      counts.push_back(static_cast<double>(at_scale.size()));
    }
    ASSERT_EQ(counts.size(), scene.reference.size("detector.pyramid"));
    for (std::size_t level = 0; level < counts.size(); ++level) {
      EXPECT_EQ(counts[level], scene.reference.number("detector.pyramid." + std::to_string(level) + ".candidates"));
    }
    expect_candidates(candidates, rows_of(scene.reference.array("mtcnn_pnet_candidates")).rightCols(9));
  }
}

TEST(BoxScorer, GivesOpenFacesScoresAndCorrections) {
  const auto known = scenes();
  if (known.empty()) GTEST_SKIP() << "no reference values";
  for (const Scene& scene : known) {
    const cv::Mat rgb = scene.reference.frame_rgb();
    const Eigen::MatrixXd refined = rows_of(scene.reference.array("mtcnn_rnet_scored"));
    const Eigen::MatrixXd seen = rows_of(scene.reference.array("mtcnn_onet_scored"));
    expect_candidates(BoxScorer(scene.models->detector.refinement, 24).score(rgb, boxes_of(refined)), refined);
    expect_candidates(BoxScorer(scene.models->detector.output, 48).score(rgb, boxes_of(seen)), seen);
  }
}

TEST(FaceDetector, FindsOpenFacesBoxes) {
  const auto known = scenes();
  if (known.empty()) GTEST_SKIP() << "no reference values";
  for (const Scene& scene : known) {
    const auto faces = FaceDetector(scene.models->detector).detect(scene.reference.frame_rgb());
    const Eigen::MatrixXd expected = scene.reference.rows("detector.final_boxes");
    ASSERT_EQ(static_cast<Eigen::Index>(faces.size()), expected.rows());
    for (std::size_t i = 0; i < faces.size(); ++i) {
      const Eigen::RowVector4f box(faces[i].x, faces[i].y, faces[i].width, faces[i].height);
      const Eigen::RowVectorXd reference = expected.row(static_cast<Eigen::Index>(i));
      EXPECT_LE((box.cast<double>() - reference.head(4)).cwiseAbs().maxCoeff(), box_tolerance_px);
      EXPECT_NEAR(faces[i].score, reference[4], score_tolerance);
    }
  }
}

/// A convolution that takes the mean of its input, over all channels.
ConvolutionLayer mean_of(int input_count, int side_px) {
  const float weight = 1.0F / static_cast<float>(input_count * side_px * side_px);
  const RowMajorMatrix kernel = RowMajorMatrix::Constant(side_px, side_px, weight);
  return {Eigen::VectorXf::Zero(1),
          std::vector<std::vector<RowMajorMatrix>>(static_cast<std::size_t>(input_count), {kernel})};
}

/// The surer of a face, the brighter the mean of `input_count` values; no correction.
FullyConnectedLayer bright_is_a_face(int input_count, float threshold) {
  constexpr float slope = 20.0F;
  FullyConnectedLayer layer{Eigen::VectorXf::Zero(6), Eigen::MatrixXf::Zero(input_count, 6)};
  layer.weights.col(1).setConstant(slope / static_cast<float>(input_count));
  layer.biases[1] = -slope * threshold;
  return layer;
}

/// Networks for which a face is a bright square on a dark ground: values of 1 and -1 after scaling.
DetectorModel detector_of_bright_squares() {
  constexpr float threshold = 0.8F;
  DetectorModel model;
  model.proposal.layers = {mean_of(3, 3), MaxPoolLayer{}, mean_of(1, 3), mean_of(1, 3), bright_is_a_face(1, threshold)};
  model.refinement.layers = {mean_of(3, 1), bright_is_a_face(24 * 24, threshold)};
  model.output.layers = {mean_of(3, 1), bright_is_a_face(48 * 48, threshold)};
  return model;
}

TEST(FaceDetector, FindsABrightSquareWithNetworksThatLookForOne) {
  FaceDetector detector(detector_of_bright_squares());
  const cv::Mat rgb(300, 400, CV_8UC3, cv::Scalar::all(0));
  rgb(cv::Rect(100, 60, 120, 120)).setTo(cv::Scalar::all(255));
  const std::vector<FaceBox> faces = detector.detect(rgb);
  ASSERT_FALSE(faces.empty());
  for (const FaceBox& face : faces) {
    const cv::Rect2f box(face.x, face.y, face.width, face.height);
    EXPECT_GE((box & cv::Rect2f(100, 60, 120, 120)).area(), 0.8F * box.area());
    EXPECT_GE(face.score, 0.7F);
  }
}

TEST(FaceDetector, FindsNothingWhereThereIsNothing) {
  FaceDetector detector(detector_of_bright_squares());
  EXPECT_TRUE(detector.detect(cv::Mat(300, 400, CV_8UC3, cv::Scalar::all(0))).empty());
  EXPECT_TRUE(detector.detect(cv::Mat(300, 400, CV_8UC3, cv::Scalar::all(128))).empty());
  EXPECT_TRUE(detector.detect(cv::Mat(0, 0, CV_8UC3)).empty());
}

TEST(FaceDetector, FindsNothingInPicturesSmallerThanAFace) {
  FaceDetector detector(detector_of_bright_squares());
  for (const cv::Size& size : {cv::Size(1, 1), {11, 11}, {59, 59}, {59, 2000}, {2000, 1}}) {
    EXPECT_TRUE(detector.detect(cv::Mat(size, CV_8UC3, cv::Scalar::all(255))).empty()) << size;
  }
  EXPECT_FALSE(detector.detect(cv::Mat(60, 60, CV_8UC3, cv::Scalar::all(255))).empty());
  EXPECT_FALSE(detector.detect(cv::Mat(60, 2000, CV_8UC3, cv::Scalar::all(255))).empty());
}

TEST(FaceDetector, LeavesBoxesOutThatACorrectionTookTooFar) {
  DetectorModel model = detector_of_bright_squares();
  FaceDetector usual(model);
  const cv::Mat bright(200, 200, CV_8UC3, cv::Scalar::all(255));
  EXPECT_FALSE(usual.detect(bright).empty());
  for (const float damaged : {1e30F, -1e30F, std::numeric_limits<float>::infinity(), std::nanf("")}) {
    std::get<FullyConnectedLayer>(model.proposal.layers.back()).biases[4] = damaged;
    FaceDetector detector(model);
    EXPECT_TRUE(detector.detect(bright).empty()) << damaged;
  }
}

TEST(FaceDetector, TakesColourPicturesOnly) {
  FaceDetector detector(detector_of_bright_squares());
  EXPECT_THROW(detector.detect(cv::Mat(100, 100, CV_8UC1)), base::ContractViolation);
}

TEST(FaceDetector, RefusesNetworksOfOtherPictures) {
  DetectorModel model = detector_of_bright_squares();
  std::swap(model.refinement, model.output);
  EXPECT_THROW(FaceDetector{model}, base::ContractViolation);
}

TEST(FaceDetector, SeesNoFaceInGreyOrNoise) {
  const auto models = shared_models();
  if (!models) GTEST_SKIP() << "no model folder";
  FaceDetector detector(models->detector);
  EXPECT_TRUE(detector.detect(cv::Mat(480, 640, CV_8UC3, cv::Scalar::all(128))).empty());
  cv::Mat noise(480, 640, CV_8UC3);
  cv::RNG random(3);
  random.fill(noise, cv::RNG::UNIFORM, 0, 256);
  EXPECT_TRUE(detector.detect(noise).empty());
}

}  // namespace
}  // namespace kizashi::face::openface
