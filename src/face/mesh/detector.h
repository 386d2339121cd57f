// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <opencv2/core.hpp>
#include <vector>

#include "kizashi/face/region.h"
#include "kizashi/infer/model.h"

namespace kizashi::face::mesh {

/// Side of the short-range face detector's input, pixels.
inline constexpr int detector_side_px = 128;
inline constexpr std::size_t detector_keypoint_count = 6;

/// A face as the detector sees it, pixels of the frame.
struct Detection {
  Eigen::Vector2f centre_px;
  Eigen::Vector2f size_px;
  /// The eye on the left of the picture, the other eye, nose tip, mouth, the ears.
  std::array<Eigen::Vector2f, detector_keypoint_count> keypoints_px;
  float score = 0.0F;
};

/// BlazeFace (Bazarevsky et al. 2019, arXiv 1907.05047), short range: 896 anchors on a letterboxed picture of 128 x
/// 128.
class Detector {
 public:
  explicit Detector(infer::Session session);

  /// Faces with a score of at least one half, overlapping ones merged, best first.
  std::vector<Detection> detect(const cv::Mat& rgb);

 private:
  infer::Session session_;
};

/// Where the mesh network looks for a detected face: 1.5 times the box's longer side, the eyes level.
FaceRegion region_of(const Detection& detection);

/// Weighted non-maximum suppression: detections that overlap the best one by more than `iou` are averaged into it by
/// score.
std::vector<Detection> merge_overlapping(std::vector<Detection> detections, float iou);

}  // namespace kizashi::face::mesh
