// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/head_motion.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numbers>
#include <utility>
#include <vector>

#include "kizashi/base/check.h"
#include "kizashi/math/rotation.h"
#include "kizashi/synth/triangle.h"
#include "kizashi/synth/warp.h"

namespace kizashi::synth {

namespace {

using Vector = HeadShape::Vector;
using Rotation = HeadShape::Rotation;

constexpr double rad_per_deg = std::numbers::pi / 180.0;

/// What stays in place, in the canonical face's frame, is where the skull rests on the spine: below and behind the
/// frame's origin, on an arm from the middle of the face. Nearer than at arm's length the arm is shortened, so that the
/// face swings through no wider an angle of view than it does there.
const Vector face_middle_mm(0.0, 0.0, -38.0);
const Vector spine_mm(0.0, 20.0, 25.0);
constexpr double arms_length_mm = 700.0;

Vector pivot_of(const HeadShape& shape) {
  const double arm = std::min(1.0, shape.distance_mm() / arms_length_mm);
  return shape.camera_from_head(face_middle_mm + arm * (spine_mm - face_middle_mm));
}

face::Camera camera_of(const Portrait& portrait, std::optional<double> focal_length_px) {
  auto camera = face::default_camera(portrait.rgb.cols, portrait.rgb.rows);
  camera.focal_length_px = focal_length_px.value_or(camera.focal_length_px);
  return camera;
}

/// The picture is drawn as triangles over a grid of this many pixels, and a margin around it, from which its edge's
/// colours come in.
constexpr int grid_px = 2;
constexpr int margins_in_width = 8;

/// A rotation about the pivot.
struct Turn {
  Rotation rotation;
  Vector pivot_mm;

  Turn(const HeadShape& shape, const HeadTurn& turn) : pivot_mm(pivot_of(shape)) {
    const Vector turned_rad = math::euler_xyz_from_rotation(shape.pose.camera_from_head) +
                              rad_per_deg * Vector(turn.pitch_deg, turn.yaw_deg, turn.roll_deg);
    rotation = math::rotation_from_euler_xyz(turned_rad) * shape.pose.camera_from_head.transpose();
  }
  [[nodiscard]] Vector of(const Vector& place_mm) const { return rotation * (place_mm - pivot_mm) + pivot_mm; }
};

/// Where a place of the still picture goes, and as value its depth then and the place itself.
TriangleCorner corner_of(const HeadShape& shape, const Turn& turn, cv::Point place_px) {
  const cv::Point inside_px(std::clamp(place_px.x, 0, shape.depth_mm.cols - 1),
                            std::clamp(place_px.y, 0, shape.depth_mm.rows - 1));
  const Vector ray = shape.ray_through(inside_px);
  const auto depth_mm = static_cast<double>(shape.depth_mm.at<float>(inside_px));
  const auto share = static_cast<double>(shape.share.at<float>(inside_px));
  const Vector turned_mm = turn.of(depth_mm * ray);
  const Vector step_px = share * shape.camera.focal_length_px * (turned_mm / turned_mm.z() - ray);
  const cv::Point2f from_px(place_px);
  return {from_px + cv::Point2f(static_cast<float>(step_px.x()), static_cast<float>(step_px.y())),
          {static_cast<float>(depth_mm + share * (turned_mm.z() - depth_mm)), from_px.x, from_px.y}};
}

/// Draws triangles of places; of those that meet at a pixel the nearest to the camera shows.
class OriginPainter {
 public:
  explicit OriginPainter(const cv::Size& size_px)
      : depth_mm_(size_px, CV_32FC1, cv::Scalar(static_cast<double>(std::numeric_limits<float>::max()))),
        origin_px_(size_px, CV_32FC2, cv::Scalar::all(0.0)) {}

  void paint(const std::array<TriangleCorner, 3>& corners) {
    fill_triangle(corners, depth_mm_.size(), [this](cv::Point place, const cv::Vec3f& value) {
      if (value[0] >= depth_mm_.at<float>(place)) return;
      depth_mm_.at<float>(place) = value[0];
      origin_px_.at<cv::Vec2f>(place) = {value[1], value[2]};
    });
  }
  [[nodiscard]] const cv::Mat& origin_px() const { return origin_px_; }

 private:
  cv::Mat depth_mm_;
  cv::Mat origin_px_;
};

}  // namespace

HeadMotion::HeadMotion(const Portrait& portrait, const face::mesh::CanonicalFace& face,
                       std::optional<double> focal_length_px)
    : shape_(head_shape(portrait, face, camera_of(portrait, focal_length_px))) {}

cv::Mat HeadMotion::origin_px(const HeadTurn& head_turn) const {
  const cv::Size size_px = shape_.depth_mm.size();
  const Turn turn(shape_, head_turn);
  const int margin_px = size_px.width / margins_in_width;
  OriginPainter painter(size_px);
  std::vector<TriangleCorner> row_above;
  for (int y = -margin_px; y < size_px.height + margin_px + grid_px; y += grid_px) {
    std::vector<TriangleCorner> row;
    for (int x = -margin_px; x < size_px.width + margin_px + grid_px; x += grid_px) {
      row.push_back(corner_of(shape_, turn, {x, y}));
    }
    for (std::size_t idx = 1; idx < row_above.size(); ++idx) {
      painter.paint({row_above[idx - 1], row_above[idx], row[idx - 1]});
      painter.paint({row_above[idx], row[idx - 1], row[idx]});
    }
    row_above = std::move(row);
  }
  return painter.origin_px();
}

cv::Mat HeadMotion::turned(const cv::Mat& picture, const HeadTurn& turn) const {
  KIZASHI_CHECK(picture.size() == shape_.depth_mm.size(), "a picture of the portrait's size");
  if (turn.yaw_deg == 0.0 && turn.pitch_deg == 0.0 && turn.roll_deg == 0.0) return picture.clone();
  return sampled(picture, origin_px(turn));
}

}  // namespace kizashi::synth
