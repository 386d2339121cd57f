// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/face_mask.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace kizashi::face::openface {

namespace {

/// Corners, turned so that their inner side lies where edges' products are positive.
using Corners = std::array<Eigen::Vector2d, 3>;

Corners corners_of(const Points2& points_px, const Eigen::RowVector3i& triangle) {
  Corners corners;
  for (int i = 0; i < 3; ++i) corners[static_cast<std::size_t>(i)] = points_px.row(triangle[i]).cast<double>();
  const Eigen::Vector2d along = corners[1] - corners[0];
  const Eigen::Vector2d across = corners[2] - corners[0];
  if (along.x() * across.y() < along.y() * across.x()) std::swap(corners[1], corners[2]);
  return corners;
}

struct Span {
  double begin;
  double end;
};

/// Cuts off what lies outside the edge from a to b in a row: (b - a) x (p - a) < 0.
void cut(const Eigen::Vector2d& a, const Eigen::Vector2d& b, double y, Span& span) {
  const Eigen::Vector2d edge = b - a;
  const double at_zero = edge.x() * (y - a.y()) + edge.y() * a.x();
  if (edge.y() > 0.0) {
    span.end = std::min(span.end, at_zero / edge.y());
  } else if (edge.y() < 0.0) {
    span.begin = std::max(span.begin, at_zero / edge.y());
  } else if (at_zero < 0.0) {
    span.end = span.begin - 1.0;
  }
}

void fill(const Corners& corners, cv::Mat& mask) {
  const auto [top, bottom] = std::minmax({corners[0].y(), corners[1].y(), corners[2].y()});
  const auto [left, right] = std::minmax({corners[0].x(), corners[1].x(), corners[2].x()});
  const auto row_at = [&mask](double y) { return static_cast<int>(std::clamp<double>(y, 0.0, mask.rows)); };
  const int end_y = row_at(std::floor(bottom) + 1.0);
  for (int y = row_at(std::ceil(top)); y < end_y; ++y) {
    Span span{std::max(left, 0.0), std::min<double>(right, mask.cols - 1)};
    for (std::size_t i = 0; i < 3; ++i) cut(corners[i], corners[(i + 1) % 3], y, span);
    const double begin = std::ceil(span.begin);
    const double count = std::floor(span.end) - begin + 1.0;
    if (count > 0.0) std::memset(mask.ptr(y) + static_cast<int>(begin), 255, static_cast<std::size_t>(count));
  }
}

}  // namespace

cv::Mat mask_of(const Points2& points_px, const Eigen::MatrixX3i& triangles, int side_px) {
  cv::Mat mask = cv::Mat::zeros(side_px, side_px, CV_8UC1);
  if (!points_px.allFinite()) return mask;
  for (Eigen::Index i = 0; i < triangles.rows(); ++i) fill(corners_of(points_px, triangles.row(i)), mask);
  return mask;
}

}  // namespace kizashi::face::openface
