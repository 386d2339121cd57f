// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <opencv2/core.hpp>
#include <vector>

#include "kizashi/face/openface/face_box.h"
#include "kizashi/face/openface/face_candidates.h"
#include "kizashi/face/openface/network.h"
#include "kizashi/face/openface/network_runner.h"

namespace kizashi::face::openface {

/// The first network of the cascade: looks at every place of a picture, at many sizes. Used by one thread at a time.
class FaceProposals {
 public:
  explicit FaceProposals(const Network& network);

  /// Candidates in a picture (CV_8UC3, red first) for each size of face, small faces first; each size's from left to
  /// right, then from top to bottom.
  std::vector<std::vector<FaceCandidate>> propose(const cv::Mat& rgb);

 private:
  std::vector<FaceCandidate> propose_at(const cv::Mat& rgb, double scale);

  MapLayers network_;
  FeatureMaps picture_;
};

/// The other two: look at one box after the other. Used by one thread at a time.
class BoxScorer {
 public:
  BoxScorer(const Network& network, int side_px);

  /// The boxes with this network's scores and corrections.
  std::vector<FaceCandidate> score(const cv::Mat& rgb, const std::vector<FaceBox>& boxes);

 private:
  NetworkRunner network_;
  int side_px_ = 0;
  FeatureMaps picture_;
  Eigen::MatrixXf features_;
};

}  // namespace kizashi::face::openface
