// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/face_sketch.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace kizashi::media {

namespace {

// Colours from Okabe & Ito's palette (2008), which people with any colour vision tell apart.
const cv::Scalar mesh_colour(205, 235, 255);
const cv::Scalar mask_colour(226, 220, 208);
const cv::Scalar mask_line_colour(170, 163, 150);
const cv::Scalar feature_colour(40, 40, 44);
const cv::Scalar lip_colour(178, 96, 88);
const cv::Scalar mouth_colour(70, 34, 36);
const cv::Scalar eye_colour(255, 255, 255);
const cv::Scalar side_axis_colour(213, 94, 0);
const cv::Scalar down_axis_colour(0, 158, 115);
const cv::Scalar forward_axis_colour(86, 180, 233);
const cv::Scalar gaze_colour(240, 228, 66);
const cv::Scalar shadow_colour(20, 20, 22);

constexpr double mesh_opacity = 0.4;
constexpr double side_axis_mm = 28.0;  ///< short enough to leave the mouth free
constexpr double forward_axis_mm = 70.0;
constexpr double gaze_mm = 70.0;

/// OpenCV draws at fractions of a pixel where its coordinates carry so many bits behind the point.
constexpr int fraction_bits = 4;
cv::Point finely(const cv::Point2d& place) {
  constexpr double unit = 1 << fraction_bits;
  // A point far outside would overflow OpenCV's integers.
  constexpr double farthest_px = 16384.0;
  return {cvRound(std::clamp(place.x, -farthest_px, farthest_px) * unit),
          cvRound(std::clamp(place.y, -farthest_px, farthest_px) * unit)};
}

int thickness(double wanted_px, const SketchPlace& place) { return std::max(1, cvRound(wanted_px * place.line_scale)); }

/// First and last of the iBUG points of a line or outline.
struct PointRange {
  std::size_t first;
  std::size_t last;
};
constexpr PointRange image_left_brow{17, 21};
constexpr PointRange image_right_brow{22, 26};
constexpr PointRange nose_bridge{27, 30};
constexpr PointRange nostrils{31, 35};
constexpr PointRange image_left_eye{36, 41};
constexpr PointRange image_right_eye{42, 47};
constexpr PointRange outer_lips{48, 59};
constexpr PointRange inner_lips{60, 67};
constexpr std::size_t nose_tip = 30;

cv::Point2d place_of(const Eigen::Vector2f& point_px, const PictureFit& fit) {
  return fit.place_of(static_cast<double>(point_px.x()), static_cast<double>(point_px.y()));
}

std::vector<cv::Point> places_of(const DrawnFace& face, const PointRange& range, const PictureFit& fit) {
  std::vector<cv::Point> places;
  for (std::size_t i = range.first; i <= range.last; ++i) places.push_back(finely(place_of(face.points_px[i], fit)));
  return places;
}

void fill(cv::Mat& rgb, const std::vector<cv::Point>& outline, const cv::Scalar& colour) {
  cv::fillPoly(rgb, std::vector<std::vector<cv::Point>>{outline}, colour, cv::LINE_AA, fraction_bits);
}

void outline(cv::Mat& rgb, const std::vector<cv::Point>& line, bool closed, const cv::Scalar& colour, int width_px) {
  cv::polylines(rgb, std::vector<std::vector<cv::Point>>{line}, closed, colour, width_px, cv::LINE_AA, fraction_bits);
}

/// In the finest lines, which leave the face visible.
void draw_edges(cv::Mat& rgb, const std::vector<cv::Point2f>& places,
                const std::vector<observation::DrawingEdge>& edges, const cv::Scalar& colour) {
  for (const auto& [from_idx, to_idx] : edges) {
    if (to_idx >= places.size()) continue;
    cv::line(rgb, finely(places[from_idx]), finely(places[to_idx]), colour, 1, cv::LINE_AA, fraction_bits);
  }
}

/// Pixels of the canvas in a millimetre at the head. Arrows are drawn as from far away, without perspective: two gazes
/// that are parallel look parallel, and one along the camera's axis is a dot.
double pixels_per_mm(const observation::HeadPose& pose, const SketchPlace& place) {
  constexpr double nearest_mm = 50.0;
  return place.fit.scale * place.focal_length_px / std::max(pose.head_in_camera_mm.z(), nearest_mm);
}

struct Arrow {
  cv::Point2d from;
  cv::Point2d to;
  cv::Scalar colour;
  const char* label = "";
};

void draw_arrow(cv::Mat& rgb, const Arrow& arrow, const SketchPlace& place) {
  const cv::Point from = finely(arrow.from);
  const cv::Point to = finely(arrow.to);
  cv::line(rgb, from, to, shadow_colour, thickness(4.0, place), cv::LINE_AA, fraction_bits);
  cv::line(rgb, from, to, arrow.colour, thickness(2.0, place), cv::LINE_AA, fraction_bits);
  const cv::Point label_place(cvRound(arrow.to.x + 4.0), cvRound(arrow.to.y + 4.0));
  const double size = 0.38 * place.line_scale;
  cv::putText(rgb, arrow.label, label_place, cv::FONT_HERSHEY_SIMPLEX, size, shadow_colour, thickness(3.0, place),
              cv::LINE_AA);
  cv::putText(rgb, arrow.label, label_place, cv::FONT_HERSHEY_SIMPLEX, size, arrow.colour, thickness(1.0, place),
              cv::LINE_AA);
}

Eigen::Vector2f middle_of(const DrawnFace& face, const PointRange& range) {
  Eigen::Vector2f sum = Eigen::Vector2f::Zero();
  for (std::size_t i = range.first; i <= range.last; ++i) sum += face.points_px[i];
  return sum / static_cast<float>(range.last - range.first + 1);
}

}  // namespace

std::vector<cv::Point2f> places_of_points(const DrawnFace& face, const PictureFit& fit) {
  std::vector<cv::Point2f> places;
  if (face.drawing_points_px.empty()) {
    for (const auto& point : face.points_px) places.emplace_back(place_of(point, fit));
  }
  for (const auto& point : face.drawing_points_px) places.emplace_back(place_of(point, fit));
  return places;
}

void draw_mesh(cv::Mat& rgb, const DrawnFace& face, const std::vector<observation::DrawingEdge>& edges,
               const SketchPlace& place) {
  const auto places = places_of_points(face, place.fit);
  const cv::Rect around = cv::boundingRect(places) + cv::Size(4, 4) - cv::Point(2, 2);
  const cv::Rect inside = around & cv::Rect({}, rgb.size());
  if (inside.empty()) return;
  cv::Mat below = rgb(inside).clone();
  draw_edges(rgb, places, edges, mesh_colour);
  cv::Mat above = rgb(inside);
  cv::addWeighted(above, mesh_opacity, below, 1.0 - mesh_opacity, 0.0, above);
}

void draw_mask(cv::Mat& rgb, const DrawnFace& face, const std::vector<observation::DrawingEdge>& edges,
               const SketchPlace& place) {
  const auto places = places_of_points(face, place.fit);
  std::vector<cv::Point2f> hull;
  cv::convexHull(places, hull);
  std::vector<cv::Point> fine_hull;
  for (const cv::Point2f& point : hull) fine_hull.push_back(finely(point));
  fill(rgb, fine_hull, mask_colour);
  for (const PointRange& eye : {image_left_eye, image_right_eye}) {
    fill(rgb, places_of(face, eye, place.fit), eye_colour);
  }
  draw_edges(rgb, places, edges, mask_line_colour);
  for (const PointRange& eye : {image_left_eye, image_right_eye}) {
    outline(rgb, places_of(face, eye, place.fit), true, feature_colour, thickness(1.5, place));
  }
  for (const PointRange& brow : {image_left_brow, image_right_brow}) {
    outline(rgb, places_of(face, brow, place.fit), false, feature_colour, thickness(4.0, place));
  }
  for (const PointRange& line : {nose_bridge, nostrils}) {
    outline(rgb, places_of(face, line, place.fit), false, feature_colour, thickness(1.0, place));
  }
  fill(rgb, places_of(face, outer_lips, place.fit), lip_colour);
  fill(rgb, places_of(face, inner_lips, place.fit), mouth_colour);
}

void draw_pose(cv::Mat& rgb, const DrawnFace& face, const SketchPlace& place) {
  if (!face.head_pose) return;
  const Eigen::Matrix3d& axes = face.head_pose->camera_from_head;
  const double scale = pixels_per_mm(*face.head_pose, place);
  const cv::Point2d from = place_of(face.points_px[nose_tip], place.fit);
  const auto end_of = [&](const Eigen::Vector3d& reach_mm) {
    return from + scale * cv::Point2d(reach_mm.x(), reach_mm.y());
  };
  draw_arrow(rgb, {from, end_of(side_axis_mm * axes.col(0)), side_axis_colour, "x"}, place);
  draw_arrow(rgb, {from, end_of(side_axis_mm * axes.col(1)), down_axis_colour, "y"}, place);
  draw_arrow(rgb, {from, end_of(-forward_axis_mm * axes.col(2)), forward_axis_colour}, place);
}

void draw_gaze(cv::Mat& rgb, const DrawnFace& face, const SketchPlace& place) {
  if (!face.head_pose || !face.gaze) return;
  const double scale = gaze_mm * pixels_per_mm(*face.head_pose, place);
  const auto draw = [&](const PointRange& eye, const Eigen::Vector3d& gaze) {
    const cv::Point2d from = place_of(middle_of(face, eye), place.fit);
    draw_arrow(rgb, {from, from + scale * cv::Point2d(gaze.x(), gaze.y()), gaze_colour}, place);
  };
  draw(image_left_eye, face.gaze->image_left_eye);
  draw(image_right_eye, face.gaze->image_right_eye);
}

}  // namespace kizashi::media
