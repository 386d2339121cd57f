// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/face_cover.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <string>

namespace kizashi::media {

namespace {

const cv::Scalar cover_colour(88, 94, 102);
const cv::Scalar cover_text_colour(214, 217, 222);
const std::string hidden_text = "no face found: picture hidden";

/// The points of a face end at brows and chin. Hair and ears are inside when its hull is widened so much about its
/// middle, and upward once more.
constexpr float widening = 1.4F;
constexpr float rise_in_face_heights = 0.3F;

std::vector<cv::Point> head_outline(const std::vector<cv::Point2f>& face_points_px) {
  std::vector<cv::Point2f> hull;
  cv::convexHull(face_points_px, hull);
  const cv::Rect2f box = cv::boundingRect(hull);
  const cv::Point2f middle(box.x + box.width / 2, box.y + box.height / 2);
  std::vector<cv::Point> outline;
  for (const cv::Point2f& point : hull) {
    cv::Point2f moved = middle + widening * (point - middle);
    if (point.y < middle.y) moved.y -= rise_in_face_heights * box.height;
    outline.emplace_back(cvRound(moved.x), cvRound(moved.y));
  }
  return outline;
}

}  // namespace

void wash_out(cv::Mat& rgb) {
  const double patch_px = static_cast<double>(std::min(rgb.cols, rgb.rows)) / patches_across;
  const cv::Size patches(std::max(1, cvRound(rgb.cols / patch_px)), std::max(1, cvRound(rgb.rows / patch_px)));
  cv::Mat means;
  cv::resize(rgb, means, patches, 0.0, 0.0, cv::INTER_AREA);
  cv::resize(means, rgb, rgb.size(), 0.0, 0.0, cv::INTER_LINEAR);
}

void paint_over_head(cv::Mat& rgb, const std::vector<cv::Point2f>& face_points_px) {
  if (face_points_px.empty()) return;
  cv::fillConvexPoly(rgb, head_outline(face_points_px), cover_colour, cv::LINE_AA);
}

void hide_everything(cv::Mat& rgb, double text_scale) {
  rgb.setTo(cover_colour);
  const double size = 0.5 * text_scale;
  const cv::Size text_px = cv::getTextSize(hidden_text, cv::FONT_HERSHEY_SIMPLEX, size, 1, nullptr);
  const cv::Point place((rgb.cols - text_px.width) / 2, (rgb.rows + text_px.height) / 2);
  cv::putText(rgb, hidden_text, place, cv::FONT_HERSHEY_SIMPLEX, size, cover_text_colour, 1, cv::LINE_AA);
}

}  // namespace kizashi::media
