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

  /// Faces with a score of at least one half in the whole frame, overlapping ones merged, best first. The network sees
  /// the frame at 128 pixels, so faces of less than about a tenth of its longer side go unseen.
  std::vector<Detection> detect(const cv::Mat& rgb);
  /// The same in overlapping squares of the frame as well, for faces of down to a tenth of the shorter side.
  std::vector<Detection> detect_closely(const cv::Mat& rgb);

 private:
  std::vector<Detection> detect_in(const cv::Mat& rgb, const FaceRegion& square);

  infer::Session session_;
};

/// Overlapping squares that cover a frame, each at least two thirds of its shorter side and a quarter of its longer
/// one.
std::vector<FaceRegion> covering_squares(int width_px, int height_px);

/// Where the mesh network looks for a detected face: 1.5 times the box's longer side, the eyes level.
FaceRegion region_of(const Detection& detection);

/// Weighted non-maximum suppression: detections that overlap the best one by more than `iou` are averaged into it by
/// score.
std::vector<Detection> merge_overlapping(std::vector<Detection> detections, float iou);

}  // namespace kizashi::face::mesh
