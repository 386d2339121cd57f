// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/face_detector.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>
#include <string>
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
  Eigen::RowVectorXd row(9);
  const FaceBox& box = candidate.box;
  row << box.x, box.y, box.width, box.height, box.score, candidate.correction.transpose().cast<double>();
  return row;
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
      const Eigen::RowVector4d box(faces[i].x, faces[i].y, faces[i].width, faces[i].height);
      const Eigen::RowVectorXd reference = expected.row(static_cast<Eigen::Index>(i));
      EXPECT_LE((box - reference.head(4)).cwiseAbs().maxCoeff(), box_tolerance_px);
      EXPECT_NEAR(faces[i].score, reference[4], score_tolerance);
    }
  }
}

}  // namespace
}  // namespace kizashi::face::openface
