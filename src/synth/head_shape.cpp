// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/head_shape.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "kizashi/synth/face_frame.h"
#include "kizashi/synth/triangle.h"

namespace kizashi::synth {

namespace {

namespace mesh = face::mesh;
using Vector = HeadShape::Vector;
using Corners = std::array<TriangleCorner, 3>;

/// A skull with hair in the canonical face's frame: a head is some 190 mm long and 150 mm wide, and hair adds to it.
const Vector skull_centre_mm(0.0, -25.0, 40.0);
const Vector skull_radii_mm(95.0, 125.0, 95.0);
/// How far around the face the skull is bent to meet it, and how smoothly.
constexpr float bend_mm = 60.0F;
constexpr float bend_smoothness_mm = 6.0F;
/// Depth is smoothed by so much that the mesh's facets do not show and the nose stays.
constexpr float smoothness_mm = 1.5F;

/// Mesh points of the chin, the forehead's top and the ears.
constexpr std::size_t chin = 152;
constexpr std::size_t forehead = 10;
constexpr std::size_t image_left_ear = 234;
constexpr std::size_t image_right_ear = 454;
/// The head with its hair in the picture is an ellipse, so many times the face's half width and its height; beyond, its
/// share falls to 0 at `background` times the ellipse. The neck's share falls from the chin down.
constexpr float head_in_half_widths = 1.45F;
constexpr float head_in_heights = 0.85F;
constexpr float head_above_chin_in_heights = 0.75F;
constexpr float background = 1.6F;
constexpr float neck_in_heights = 0.45F;

struct DepthPoint {
  cv::Point2f place_px;
  float depth_mm;
};

std::vector<DepthPoint> depth_points(const mesh::MeshPoints& points_px, const mesh::CanonicalFace& face,
                                     const HeadShape& shape) {
  std::vector<DepthPoint> points;
  for (std::size_t idx = 0; idx < mesh::skin_point_count; ++idx) {
    const Vector in_camera_mm = shape.camera_from_head(face.points_mm.at(idx));
    points.push_back({{points_px.at(idx).x(), points_px.at(idx).y()}, static_cast<float>(in_camera_mm.z())});
  }
  return points;
}

std::vector<Corners> triangles_between(const std::vector<DepthPoint>& points, const cv::Size& size_px) {
  const cv::Rect picture({0, 0}, size_px);
  cv::Subdiv2D triangulation(picture);
  std::map<std::pair<float, float>, float> depth_at;
  for (const DepthPoint& point : points) {
    if (!picture.contains(point.place_px)) continue;
    triangulation.insert(point.place_px);
    depth_at[{point.place_px.x, point.place_px.y}] = point.depth_mm;
  }
  std::vector<cv::Vec6f> flat;
  triangulation.getTriangleList(flat);
  std::vector<Corners> triangles;
  for (const cv::Vec6f& six : flat) {
    Corners corners;
    bool known = true;  // the triangulation adds corners of its own, far outside
    for (int corner = 0; corner < 3; ++corner) {
      const cv::Point2f place(six[2 * corner], six[2 * corner + 1]);
      const auto depth = depth_at.find({place.x, place.y});
      known = known && depth != depth_at.end();
      if (known) corners.at(static_cast<std::size_t>(corner)) = {place, {depth->second, 0.0F, 0.0F}};
    }
    if (known) triangles.push_back(corners);
  }
  return triangles;
}

/// Between the mesh points, 0 outside the face.
cv::Mat face_depth(const std::vector<DepthPoint>& points, const cv::Size& size_px) {
  cv::Mat depth_mm = cv::Mat::zeros(size_px, CV_32FC1);
  for (const Corners& corners : triangles_between(points, size_px)) {
    fill_triangle(corners, size_px,
                  [&](cv::Point place, const cv::Vec3f& value) { depth_mm.at<float>(place) = value[0]; });
  }
  return depth_mm;
}

/// Where each pixel's ray meets the skull, or passes it closest.
cv::Mat skull_depth(const HeadShape& shape, const cv::Size& size_px) {
  // In units of the radii the skull is a ball.
  const auto in_ball = [&](const Vector& in_camera) -> Vector {
    return (shape.pose.camera_from_head.transpose() * in_camera).cwiseQuotient(skull_radii_mm);
  };
  const Vector centre = in_ball(shape.camera_from_head(skull_centre_mm));
  cv::Mat depth_mm(size_px, CV_32FC1);
  for (int y = 0; y < size_px.height; ++y) {
    for (int x = 0; x < size_px.width; ++x) {
      const Vector ray = in_ball(shape.ray_through({x, y}));
      const double along = ray.dot(centre) / ray.squaredNorm();
      const double miss = (centre - along * ray).squaredNorm();
      const double half_chord = std::sqrt(std::max(0.0, 1.0 - miss) / ray.squaredNorm());
      depth_mm.at<float>(y, x) = static_cast<float>(along - half_chord);
    }
  }
  return depth_mm;
}

cv::Mat smoothed(const cv::Mat& map, float sigma_px) {
  cv::Mat smooth;
  cv::GaussianBlur(map, smooth, {}, static_cast<double>(sigma_px), 0.0, cv::BORDER_REPLICATE);
  return smooth;
}

/// A map with its known part, and around it what is known nearest, fading to 0.
cv::Mat carried_on(const cv::Mat& map, const cv::Mat& known, float fade_px) {
  cv::Mat distance_px;
  cv::Mat nearest;
  cv::distanceTransform(known == 0, distance_px, nearest, cv::DIST_L2, cv::DIST_MASK_5, cv::DIST_LABEL_PIXEL);
  std::map<int, float> value_of;
  for (int y = 0; y < map.rows; ++y) {
    for (int x = 0; x < map.cols; ++x) {
      if (known.at<std::uint8_t>(y, x) != 0) value_of[nearest.at<int>(y, x)] = map.at<float>(y, x);
    }
  }
  cv::Mat carried(map.size(), CV_32FC1);
  for (int y = 0; y < map.rows; ++y) {
    for (int x = 0; x < map.cols; ++x) {
      carried.at<float>(y, x) = ramp(distance_px.at<float>(y, x), fade_px, 0.0F) * value_of[nearest.at<int>(y, x)];
    }
  }
  return carried;
}

/// The known part as it is, the rest smoothed, the one going over into the other.
cv::Mat smoothed_outside(const cv::Mat& map, const cv::Mat& known, float sigma_px) {
  cv::Mat distance_px;
  cv::distanceTransform(known == 0, distance_px, cv::DIST_L2, cv::DIST_MASK_5);
  cv::Mat smooth = smoothed(map, sigma_px);
  for (int y = 0; y < map.rows; ++y) {
    for (int x = 0; x < map.cols; ++x) {
      const float away = ramp(distance_px.at<float>(y, x), 0.0F, sigma_px);
      float& value = smooth.at<float>(y, x);
      value = away * value + (1.0F - away) * map.at<float>(y, x);
    }
  }
  return smooth;
}

cv::Mat head_depth(const mesh::MeshPoints& points_px, const mesh::CanonicalFace& face, const HeadShape& shape,
                   const cv::Size& size_px) {
  const auto px_per_mm = static_cast<float>(shape.camera.focal_length_px / shape.distance_mm());
  const cv::Mat of_face = face_depth(depth_points(points_px, face, shape), size_px);
  const cv::Mat known = of_face > 0.0;
  const cv::Mat of_skull = skull_depth(shape, size_px);
  const cv::Mat bend = carried_on(of_face - of_skull, known, px_per_mm * bend_mm);
  return smoothed(of_skull + smoothed_outside(bend, known, px_per_mm * bend_smoothness_mm), px_per_mm * smoothness_mm);
}

cv::Mat head_share(const mesh::MeshPoints& points_px, const cv::Size& size_px) {
  const FaceShape shape(points_px);
  const float chin_mm = shape.point_mm(chin).y;
  const float height_mm = chin_mm - shape.point_mm(forehead).y;
  const cv::Point2f left_mm = shape.point_mm(image_left_ear);
  const cv::Point2f right_mm = shape.point_mm(image_right_ear);
  const cv::Point2f centre_mm(0.5F * (left_mm.x + right_mm.x), chin_mm - head_above_chin_in_heights * height_mm);
  const float half_width_mm = head_in_half_widths * 0.5F * (right_mm.x - left_mm.x);
  cv::Mat share(size_px, CV_32FC1);
  for (int y = 0; y < share.rows; ++y) {
    for (int x = 0; x < share.cols; ++x) {
      const cv::Point2f here_mm = shape.frame().mm_from_px(cv::Point2f(cv::Point(x, y)));
      const cv::Point2f away_mm = here_mm - centre_mm;
      const float radius = std::hypot(away_mm.x / half_width_mm, away_mm.y / (head_in_heights * height_mm));
      share.at<float>(y, x) =
          ramp(radius, background, 1.0F) * ramp(here_mm.y, chin_mm + neck_in_heights * height_mm, chin_mm);
    }
  }
  return share;
}

}  // namespace

HeadShape::Vector HeadShape::ray_through(cv::Point pixel) const {
  return {(pixel.x - camera.centre_x_px) / camera.focal_length_px,
          (pixel.y - camera.centre_y_px) / camera.focal_length_px, 1.0};
}

HeadShape::Vector HeadShape::camera_from_head(const Vector& in_head_mm) const {
  return pose.camera_from_head * in_head_mm + pose.head_in_camera_mm;
}

HeadShape head_shape(const Portrait& portrait, const mesh::CanonicalFace& face, const face::Camera& camera) {
  const cv::Size size_px = portrait.rgb.size();
  HeadShape shape;
  shape.camera = camera;
  shape.pose = mesh::estimate_head_pose(portrait.points_px, face, shape.camera);
  shape.depth_mm = head_depth(portrait.points_px, face, shape, size_px);
  shape.share = head_share(portrait.points_px, size_px);
  return shape;
}

}  // namespace kizashi::synth
