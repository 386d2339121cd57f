// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/face_cascade.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/picture_maps.h"

namespace kizashi::face::openface {

namespace {

// The constants of OpenFace 2.2's detector.
constexpr int least_face_px = 60;
constexpr int proposal_window_px = 12;
constexpr int proposal_step_px = 2;
constexpr double scale_factor = 0.709;
constexpr float least_proposal_score = 0.6F;

/// Two values that stand for "nothing" and "a face", then the correction; the third network adds five points that are
/// of no use here.
constexpr int output_count = 6;

std::vector<double> scales_for(const cv::Mat& rgb) {
  const int side_px = std::min(rgb.cols, rgb.rows);
  if (side_px < least_face_px) return {};
  const double ratio = static_cast<double>(least_face_px) / side_px;
  const int count = static_cast<int>(std::floor(std::log(ratio) / std::log(scale_factor))) + 1;
  std::vector<double> scales;
  scales.reserve(static_cast<std::size_t>(count));
  double scale = static_cast<double>(proposal_window_px) / least_face_px;
  for (int level = 0; level < count; ++level, scale *= scale_factor) scales.push_back(scale);
  return scales;
}

float face_score(float nothing, float face) { return 1.0F / (1.0F + std::exp(nothing - face)); }

/// The place in the picture of a cell of the scaled picture's map.
FaceBox box_of_cell(int x, int y, double scale) {
  const auto place = [&](int cell, int offset) {
    return std::trunc(static_cast<float>((proposal_step_px * cell + offset) / scale));
  };
  const float left = place(x, 1);
  const float top = place(y, 1);
  return {left, top, place(x, proposal_window_px) - left, place(y, proposal_window_px) - top, 0.0F};
}

}  // namespace

FaceProposals::FaceProposals(const Network& network) : network_(network.layers) {}

std::vector<std::vector<FaceCandidate>> FaceProposals::propose(const cv::Mat& rgb) {
  std::vector<std::vector<FaceCandidate>> candidates;
  for (const double scale : scales_for(rgb)) candidates.push_back(propose_at(rgb, scale));
  return candidates;
}

std::vector<FaceCandidate> FaceProposals::propose_at(const cv::Mat& rgb, double scale) {
  const cv::Size size(static_cast<int>(std::ceil(rgb.cols * scale)), static_cast<int>(std::ceil(rgb.rows * scale)));
  resize_to_maps(rgb, {0, 0, rgb.cols, rgb.rows}, size, picture_);
  const FeatureMaps& maps = network_.run(picture_);
  KIZASHI_CHECK(maps.shape().map_count >= output_count, "a face network gives a score and a correction");
  std::vector<FaceCandidate> candidates;
  for (int x = 0; x < maps.shape().width; ++x) {
    for (int y = 0; y < maps.shape().height; ++y) {
      const float score = face_score(maps.at(0, y, x), maps.at(1, y, x));
      if (!(score >= least_proposal_score)) continue;
      FaceCandidate& candidate = candidates.emplace_back();
      candidate.box = box_of_cell(x, y, scale);
      candidate.box.score = score;
      for (int i = 0; i < 4; ++i) candidate.correction[i] = maps.at(2 + i, y, x);
    }
  }
  return candidates;
}

BoxScorer::BoxScorer(const Network& network, int side_px)
    : network_(network, {3, side_px, side_px}), side_px_(side_px) {}

std::vector<FaceCandidate> BoxScorer::score(const cv::Mat& rgb, const std::vector<FaceBox>& boxes) {
  if (boxes.empty()) return {};
  features_.resize(network_.feature_count(), static_cast<Eigen::Index>(boxes.size()));
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const int side = static_cast<int>(boxes[i].width) + 1;
    const cv::Rect region(static_cast<int>(boxes[i].x) - 1, static_cast<int>(boxes[i].y) - 1, side, side);
    resize_to_maps(rgb, region, {side_px_, side_px_}, picture_);
    network_.features_of(picture_, features_.col(static_cast<Eigen::Index>(i)));
  }
  const Eigen::MatrixXf outputs = network_.outputs_of(features_);
  KIZASHI_CHECK(outputs.rows() >= output_count, "a face network gives a score and a correction");
  std::vector<FaceCandidate> scored(boxes.size());
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const auto output = outputs.col(static_cast<Eigen::Index>(i));
    scored[i].box = boxes[i];
    scored[i].box.score = face_score(output[0], output[1]);
    scored[i].correction = output.segment<4>(2);
  }
  return scored;
}

}  // namespace kizashi::face::openface
