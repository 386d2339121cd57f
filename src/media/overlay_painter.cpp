// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/overlay_painter.h"

#include <fmt/format.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/media/face_cover.h"
#include "kizashi/media/overlay_panel.h"

namespace kizashi::media {

namespace {

constexpr std::size_t most_panels = 3;
constexpr std::size_t letters_in_a_verdict_line = 34;

int panels_of(const OverlayPlan& plan) {
  return static_cast<int>(std::clamp<std::size_t>(plan.face_ids.size(), 1, most_panels));
}

std::vector<std::string> verdict_lines_of(const OverlayPlan& plan) {
  std::vector<std::string> lines{fmt::format("clip: {}", plan.verdict)};
  for (auto& line : wrapped(plan.reasons, letters_in_a_verdict_line)) lines.push_back(std::move(line));
  return lines;
}

const DrawnFace* face_of(const DrawnFrame& frame, int face_id) {
  const auto found = std::find_if(frame.faces.begin(), frame.faces.end(),
                                  [&](const DrawnFace& face) { return face.face_id == face_id; });
  return found == frame.faces.end() ? nullptr : &*found;
}

/// Lines as fine as the face is small.
double line_scale_of(const std::vector<cv::Point2f>& places) {
  constexpr double usual_height_px = 250.0;
  return std::clamp(cv::boundingRect(places).height / usual_height_px, 0.5, 1.5);
}

cv::Point top_of(const std::vector<cv::Point2f>& places) {
  return *std::min_element(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.y < b.y; });
}

}  // namespace

OverlayPainter::OverlayPainter(OverlayPlan plan)
    : plan_(std::move(plan)),
      layout_(layout_overlay({plan_.width_px, plan_.height_px}, panels_of(plan_))),
      verdict_lines_(verdict_lines_of(plan_)),
      canvas_(layout_.canvas_px, CV_8UC3, cv::Scalar::all(0)) {
  KIZASHI_CHECK(!plan_.units.empty(), "an overlay shows some action unit");
}

const cv::Mat& OverlayPainter::paint(const cv::Mat& rgb, const DrawnFrame& frame) {
  KIZASHI_CHECK(rgb.type() == CV_8UC3 && !rgb.empty(), "a colour picture");
  const SketchPlace place{fit_picture(rgb.size(), layout_.picture_px), plan_.focal_length_px, layout_.text_scale};
  canvas_.setTo(cv::Scalar::all(0));
  place_picture(rgb, frame, place);
  for (const DrawnFace& face : frame.faces) paint_face(face, place);
  paint_panels(frame);
  return canvas_;
}

void OverlayPainter::place_picture(const cv::Mat& rgb, const DrawnFrame& frame, const SketchPlace& place) {
  const cv::Size size(std::max(1, cvRound(place.fit.scale * rgb.cols)),
                      std::max(1, cvRound(place.fit.scale * rgb.rows)));
  const cv::Rect wanted({cvRound(place.fit.origin_px.x), cvRound(place.fit.origin_px.y)}, size);
  cv::Mat target = canvas_(wanted & layout_.picture_px);
  cv::resize(rgb, target, target.size(), 0.0, 0.0, place.fit.scale < 1.0 ? cv::INTER_AREA : cv::INTER_CUBIC);
  if (!plan_.hides_people) return;
  if (frame.faces.empty()) return hide_everything(target, layout_.text_scale);
  wash_out(target);
  cv::Mat picture = canvas_(layout_.picture_px);
  for (const DrawnFace& face : frame.faces) {
    std::vector<cv::Point2f> places = places_of_points(face, place.fit);
    for (cv::Point2f& point : places) point -= cv::Point2f(layout_.picture_px.tl());
    paint_over_head(picture, places);
  }
}

void OverlayPainter::paint_face(const DrawnFace& face, SketchPlace place) {
  place.line_scale = line_scale_of(places_of_points(face, place.fit));
  if (plan_.hides_people) {
    draw_mask(canvas_, face, plan_.edges, place);
  } else {
    draw_mesh(canvas_, face, plan_.edges, place);
  }
  draw_pose(canvas_, face, place);
  draw_gaze(canvas_, face, place);
  if (plan_.face_ids.size() < 2) return;
  const cv::Point top = top_of(places_of_points(face, place.fit));
  const cv::Point beside = top - cv::Point(20, 8);
  const std::string name = fmt::format("face {}", face.face_id);
  const double size = 0.5 * layout_.text_scale;
  cv::putText(canvas_, name, beside, cv::FONT_HERSHEY_SIMPLEX, size, cv::Scalar::all(20), 4, cv::LINE_AA);
  cv::putText(canvas_, name, beside, cv::FONT_HERSHEY_SIMPLEX, size, cv::Scalar::all(255), 1, cv::LINE_AA);
}

void OverlayPainter::paint_panels(const DrawnFrame& frame) {
  const std::size_t panels = static_cast<std::size_t>(panels_of(plan_));
  for (std::size_t i = 0; i < panels; ++i) {
    const int left_px = layout_.picture_px.width + static_cast<int>(i) * layout_.panel_width_px;
    const int width_px = std::min(layout_.panel_width_px, canvas_.cols - left_px);
    const int face_id = i < plan_.face_ids.size() ? plan_.face_ids[i] : 0;
    const std::string heading = plan_.face_ids.size() > 1 ? fmt::format("face {}", face_id) : "";
    draw_panel(canvas_(cv::Rect(left_px, 0, width_px, canvas_.rows)),
               {frame, face_of(frame, face_id), heading, i == 0, plan_.units, verdict_lines_}, layout_.text_scale);
  }
}

}  // namespace kizashi::media
