// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/detector.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/face/crop.h"

namespace kizashi::face::mesh {

namespace {

constexpr std::size_t anchor_count = 896;
constexpr std::size_t regressor_count = 16;  // box centre, box size, six keypoints
constexpr float least_score = 0.5F;
constexpr float merge_iou = 0.5F;
// A face cut by one square's edge has a smaller box there.
constexpr float merge_iou_between_squares = 0.3F;
constexpr float region_scale = 1.5F;
constexpr PixelScale detector_pixels{2.0F / 255.0F, -1.0F};

/// Anchor centres, 0 to 1: two to a cell of the 16 x 16 grid, six to a cell of the 8 x 8 grid.
std::vector<Eigen::Vector2f> make_anchors() {
  std::vector<Eigen::Vector2f> anchors;
  for (const auto& [cells, per_cell] : {std::pair{16, 2}, std::pair{8, 6}}) {
    for (int cell = 0; cell < cells * cells; ++cell) {
      const Eigen::Vector2f place(static_cast<float>(cell % cells) + 0.5F, static_cast<float>(cell / cells) + 0.5F);
      anchors.insert(anchors.end(), static_cast<std::size_t>(per_cell), place / static_cast<float>(cells));
    }
  }
  return anchors;
}

FaceRegion whole_frame(const cv::Mat& rgb) {
  const auto width = static_cast<float>(rgb.cols);
  const auto height = static_cast<float>(rgb.rows);
  return {{width / 2, height / 2}, std::max(width, height), 0.0F};
}

Detection decode(std::span<const float> values, const Eigen::Vector2f& anchor, const FaceRegion& whole) {
  const auto offset_at = [&](std::size_t place) -> Eigen::Vector2f {
    return Eigen::Vector2f(values[place], values[place + 1]) / static_cast<float>(detector_side_px);
  };
  Detection detection;
  detection.centre_px = frame_from_region(whole, anchor + offset_at(0));
  detection.size_px = offset_at(2) * whole.size_px;
  for (std::size_t k = 0; k < detector_keypoint_count; ++k) {
    detection.keypoints_px.at(k) = frame_from_region(whole, anchor + offset_at(4 + 2 * k));
  }
  return detection;
}

float sigmoid(float logit) { return 1.0F / (1.0F + std::exp(-logit)); }

float box_overlap(const Detection& a, const Detection& b) {
  const Eigen::Vector2f low = (a.centre_px - a.size_px / 2).cwiseMax(b.centre_px - b.size_px / 2);
  const Eigen::Vector2f high = (a.centre_px + a.size_px / 2).cwiseMin(b.centre_px + b.size_px / 2);
  const float shared = (high - low).cwiseMax(0.0F).prod();
  const float whole = a.size_px.prod() + b.size_px.prod() - shared;
  return whole > 0.0F ? shared / whole : 0.0F;
}

Detection weighted_mean(const std::vector<Detection>& group) {
  Detection mean{Eigen::Vector2f::Zero(), Eigen::Vector2f::Zero(), {}, group.front().score};
  mean.keypoints_px.fill(Eigen::Vector2f::Zero());
  float total = 0.0F;
  for (const Detection& one : group) total += one.score;
  for (const Detection& one : group) {
    const float weight = one.score / total;
    mean.centre_px += weight * one.centre_px;
    mean.size_px += weight * one.size_px;
    for (std::size_t k = 0; k < detector_keypoint_count; ++k)
      mean.keypoints_px.at(k) += weight * one.keypoints_px.at(k);
  }
  return mean;
}

}  // namespace

Detector::Detector(infer::Session session) : session_(std::move(session)) {}

std::vector<Detection> Detector::detect_in(const cv::Mat& rgb, const FaceRegion& square) {
  static const std::vector<Eigen::Vector2f> anchors = make_anchors();
  fill_input(crop_region(rgb, square, detector_side_px, Border::black), detector_pixels, session_.input());
  session_.run();
  const auto regressors = session_.output(0);
  const auto logits = session_.output(1);
  KIZASHI_CHECK(regressors.size() == anchor_count * regressor_count && logits.size() == anchor_count,
                "the detector's outputs are those of its manifest entry");
  std::vector<Detection> detections;
  for (std::size_t i = 0; i < anchor_count; ++i) {
    const float score = sigmoid(logits[i]);
    if (score < least_score) continue;
    detections.push_back(decode(regressors.subspan(i * regressor_count, regressor_count), anchors[i], square));
    detections.back().score = score;
  }
  return merge_overlapping(std::move(detections), merge_iou);
}

std::vector<Detection> Detector::detect(const cv::Mat& rgb) { return detect_in(rgb, whole_frame(rgb)); }

std::vector<Detection> Detector::detect_closely(const cv::Mat& rgb) {
  std::vector<Detection> detections = detect(rgb);
  for (const FaceRegion& square : covering_squares(rgb.cols, rgb.rows)) {
    const auto more = detect_in(rgb, square);
    detections.insert(detections.end(), more.begin(), more.end());
  }
  return merge_overlapping(std::move(detections), merge_iou_between_squares);
}

std::vector<FaceRegion> covering_squares(int width_px, int height_px) {
  const auto shorter = static_cast<float>(std::min(width_px, height_px));
  const auto longer = static_cast<float>(std::max(width_px, height_px));
  const float side_px = std::max(shorter * 2 / 3, longer / 4);
  const auto centres = [side_px](float length_px) {
    const int steps = static_cast<int>(std::ceil(std::max(0.0F, length_px - side_px) / (side_px / 2)));
    std::vector<float> places;
    for (int i = 0; i <= steps; ++i) {
      const float share = steps == 0 ? 0.5F : static_cast<float>(i) / static_cast<float>(steps);
      places.push_back(side_px / 2 + share * (length_px - side_px));
    }
    return places;
  };
  std::vector<FaceRegion> squares;
  for (const float y : centres(static_cast<float>(height_px))) {
    for (const float x : centres(static_cast<float>(width_px))) squares.push_back({{x, y}, side_px, 0.0F});
  }
  return squares;
}

FaceRegion region_of(const Detection& detection) {
  const Eigen::Vector2f between_eyes = detection.keypoints_px[1] - detection.keypoints_px[0];
  return {detection.centre_px, region_scale * detection.size_px.maxCoeff(),
          std::atan2(between_eyes.y(), between_eyes.x())};
}

std::vector<Detection> merge_overlapping(std::vector<Detection> detections, float iou) {
  std::stable_sort(detections.begin(), detections.end(),
                   [](const Detection& a, const Detection& b) { return a.score > b.score; });
  std::vector<Detection> merged;
  while (!detections.empty()) {
    const Detection best = detections.front();
    std::vector<Detection> group;
    std::vector<Detection> rest;
    for (const Detection& one : detections) (box_overlap(best, one) > iou ? group : rest).push_back(one);
    if (group.empty()) break;  // a box without area overlaps nothing, itself included
    merged.push_back(weighted_mean(group));
    detections = std::move(rest);
  }
  return merged;
}

}  // namespace kizashi::face::mesh
