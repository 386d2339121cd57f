// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/patches.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kizashi/face/affine_sample.h"
#include "kizashi/face/mesh/patch_table.h"

namespace kizashi::face::mesh {

namespace {

struct Anchor {
  std::size_t point_idx;
  Eigen::Vector2f place_px;  ///< in the aligned face, whose first pixel reaches from 0 to 1
};

/// Outer and inner eye corners, upper end, tip and lower end of the nose. Their places leave room for the forehead.
const std::array<Anchor, 7> anchors{
    {{33, {30, 44}}, {133, {47, 44}}, {362, {65, 44}}, {263, {82, 44}}, {168, {56, 44}}, {4, {56, 64}}, {2, {56, 70}}}};

/// Cheeks, nose and mouth: what the light's strength is read from.
const cv::Rect whole_face(25, 30, 62, 70);

/// From places in the aligned face to the frame's pixels, whose middles have whole coordinates.
using FrameFromAligned = Eigen::Matrix<float, 2, 3>;

FrameFromAligned frame_from_aligned(const MeshPoints& points_px) {
  Eigen::MatrixXf aligned(2, anchors.size());
  Eigen::MatrixXf frame(2, anchors.size());
  for (std::size_t i = 0; i < anchors.size(); ++i) {
    const auto column = static_cast<Eigen::Index>(i);
    aligned.col(column) = anchors.at(i).place_px;
    frame.col(column) = points_px.at(anchors.at(i).point_idx).head<2>();
  }
  const Eigen::MatrixXf map = Eigen::umeyama(aligned, frame);
  return map.topRows(2);
}

/// More than three frame pixels to one would not be seen in a patch's mean.
constexpr int most_samples_per_px = 3;

constexpr double smoothing_px = 1.0;
/// Smoothing reaches over four pixels (four standard deviations, where OpenCV cuts it off), the gradient over one.
constexpr int reach_px = 5;

cv::Rect mirrored(const cv::Rect& place) {
  return {aligned_width_px - place.br().x, place.y, place.width, place.height};
}

std::vector<cv::Rect> all_places() {
  std::vector<cv::Rect> places;
  for (const Patch& patch : mesh_patches()) {
    if (patch.has_sides) places.push_back(mirrored(patch.place));
    places.push_back(patch.place);
  }
  return places;
}

/// The part of the aligned face that any patch, or the face's mean brightness, depends on.
cv::Rect part_that_matters() {
  cv::Rect part = whole_face;
  for (const cv::Rect& place : all_places()) part |= place;
  part += cv::Size(2 * reach_px, 2 * reach_px);
  part -= cv::Point(reach_px, reach_px);
  return part & cv::Rect(0, 0, aligned_width_px, aligned_height_px);
}

/// The upright face in grey, each pixel the mean of as many samples a side as the frame has pixels there; black outside
/// the part that matters.
cv::Mat aligned_face(const cv::Mat& rgb, const FrameFromAligned& map) {
  static const cv::Rect part = part_that_matters();
  const float frame_px_per_px = map.col(0).norm();
  const int samples = std::clamp(static_cast<int>(std::lround(frame_px_per_px)), 1, most_samples_per_px);
  const Eigen::Matrix2f step = map.leftCols<2>() / static_cast<float>(samples);
  const Eigen::Vector2f first = map * Eigen::Vector3f(0, 0, 1) + step * Eigen::Vector2f(0.5F, 0.5F);
  const cv::Matx23f frame_from_sample(step(0, 0), step(0, 1), first.x(), step(1, 0), step(1, 1), first.y());
  cv::Mat grey;
  cv::cvtColor(sample_affine(rgb, frame_from_sample, {part.tl() * samples, part.size() * samples}), grey,
               cv::COLOR_RGB2GRAY);
  grey.convertTo(grey, CV_32F);
  cv::Mat face = cv::Mat::zeros(aligned_height_px, aligned_width_px, CV_32F);
  cv::resize(grey, face(part), part.size(), 0, 0, cv::INTER_AREA);
  return face;
}

struct Look {
  cv::Mat brightness;
  cv::Mat gradient;
};

Look look_of(const cv::Mat& grey) {
  Look look;
  cv::GaussianBlur(grey, look.brightness, {0, 0}, smoothing_px);
  // One grey level more keeps a black picture from a division by zero and is lost in any other.
  look.brightness /= cv::mean(look.brightness(whole_face))[0] + 1.0;
  // Sobel's weights add up to the change along eight pixels.
  cv::Sobel(look.brightness, look.gradient, CV_32F, 1, 0);
  look.gradient = cv::abs(look.gradient);
  return look;
}

bool lies_mostly_in(cv::Size picture, const cv::Rect& place, const FrameFromAligned& map) {
  const cv::Rect2f in_picture(-0.5F, -0.5F, static_cast<float>(picture.width), static_cast<float>(picture.height));
  int inside = 0;
  for (int y = place.y; y < place.br().y; ++y) {
    for (int x = place.x; x < place.br().x; ++x) {
      const Eigen::Vector2f at = map * Eigen::Vector3f(static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F, 1);
      if (in_picture.contains({at.x(), at.y()})) ++inside;
    }
  }
  return 2 * inside >= place.area();
}

}  // namespace

std::vector<PatchLook> measure_patches(const cv::Mat& rgb, const MeshPoints& points_px) {
  static const std::vector<cv::Rect> places = all_places();
  std::vector<PatchLook> looks(places.size());
  if (rgb.empty()) return looks;
  const FrameFromAligned map = frame_from_aligned(points_px);
  const Look face = look_of(aligned_face(rgb, map));
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!lies_mostly_in(rgb.size(), places[i], map)) continue;
    looks[i] = {cv::mean(face.gradient(places[i]))[0], cv::mean(face.brightness(places[i]))[0]};
  }
  return looks;
}

}  // namespace kizashi::face::mesh
