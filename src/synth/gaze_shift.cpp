// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/gaze_shift.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "kizashi/base/check.h"
#include "kizashi/synth/warp.h"

namespace kizashi::synth {

namespace {

constexpr MeshPair brow_lower_edge{52, 282};

/// Of the iris's way, what the lids' edges go. The upper lid stays with the iris; the lower one follows partly.
constexpr double upper_follows = 0.9;
constexpr double lower_follows = 0.4;
/// The lids never meet by following.
constexpr float least_opening_mm = 1.0F;
/// The edge of a lid moves as one piece with the lashes and the fold; the skin beyond it is stretched, above towards
/// the brow, below so far.
constexpr float upper_piece_mm = 2.5F;
constexpr float lower_piece_mm = 1.5F;
constexpr float lower_skin_mm = 12.0F;
/// Part of the eye's width over which its corners hold lids that follow the eyes, and lids that move by themselves:
/// landmarks believe a raised lid only as a whole.
constexpr float following_corner = 0.3F;
constexpr float own_corner = 0.12F;
/// Surroundings that are painted anew.
constexpr float beside_mm = 4.0F;
constexpr float above_mm = 14.0F;
constexpr float below_mm = 16.0F;

/// A place now, and where it was.
struct Step {
  float now_mm;
  float was_mm;
};

/// Where a height was, between steps that rise in both; as now beyond them.
float was_at(const std::array<Step, 6>& steps, float now_mm) {
  if (now_mm <= steps.front().now_mm || now_mm >= steps.back().now_mm) return now_mm;
  const auto next = std::find_if(steps.begin(), steps.end(), [now_mm](const Step& s) { return s.now_mm >= now_mm; });
  const Step& end = *next;
  const Step& start = *(next - 1);
  const float length_mm = end.now_mm - start.now_mm;
  if (length_mm <= 0.0F) return end.was_mm;
  return start.was_mm + (now_mm - start.now_mm) / length_mm * (end.was_mm - start.was_mm);
}

/// 1 over the eye but for its corners, 0 at them.
double off_corners(const EyeOpening& opening, float x_mm, float corner) {
  const float corner_mm = corner * (opening.right_mm() - opening.left_mm());
  return static_cast<double>(ramp(x_mm, opening.left_mm(), opening.left_mm() + corner_mm) *
                             ramp(x_mm, opening.right_mm(), opening.right_mm() - corner_mm));
}

LidShift lids_at(const EyeOpening& opening, float x_mm, const LidShift& following, const LidShift& own) {
  const double follow = off_corners(opening, x_mm, following_corner);
  const double act = off_corners(opening, x_mm, own_corner);
  return {follow * following.upper_mm + act * own.upper_mm, follow * following.lower_mm + act * own.lower_mm};
}

cv::Rect area_of(const FaceFrame& frame, const EyeOpening& opening, const cv::Size& size_px) {
  const float middle_mm = 0.5F * (opening.left_mm() + opening.right_mm());
  const float top_mm = opening.upper_mm(middle_mm) - above_mm;
  const float bottom_mm = opening.lower_mm(middle_mm) + below_mm;
  std::vector<cv::Point2f> corners;
  for (const float x_mm : {opening.left_mm() - beside_mm, opening.right_mm() + beside_mm}) {
    for (const float y_mm : {top_mm, bottom_mm}) corners.push_back(frame.px_from_mm({x_mm, y_mm}));
  }
  const auto [left, right] =
      std::minmax_element(corners.begin(), corners.end(), [](auto a, auto b) { return a.x < b.x; });
  const auto [top, bottom] =
      std::minmax_element(corners.begin(), corners.end(), [](auto a, auto b) { return a.y < b.y; });
  return cv::Rect(cv::Point(cvFloor(left->x), cvFloor(top->y)), cv::Point(cvCeil(right->x), cvCeil(bottom->y))) &
         cv::Rect({0, 0}, size_px);
}

}  // namespace

LidShift lid_shift(const GazeTurn& turn) {
  const double iris_mm = Eyeball::iris_down_mm(turn);
  return {upper_follows * iris_mm, lower_follows * iris_mm};
}

GazeShift::Eye GazeShift::make_eye(const Portrait& portrait, const FaceShape& shape, PictureSide side) {
  const EyeOpening opening(shape, side);
  const cv::Rect area_px = area_of(shape.frame(), opening, portrait.rgb.size());
  Eye eye{area_px, opening, Eyeball(portrait, shape, side, area_px), shape.point_mm(brow_lower_edge.of(side)).y,
          cv::Mat(area_px.size(), CV_32FC1)};
  for (int y = 0; y < area_px.height; ++y) {
    for (int x = 0; x < area_px.width; ++x) {
      const cv::Point2f here_mm = shape.frame().mm_from_px(cv::Point2f(cv::Point(x, y) + area_px.tl()));
      eye.between_lids.at<float>(y, x) = opening.share_within(here_mm, 0.25F);
    }
  }
  return eye;
}

GazeShift::GazeShift(const Portrait& portrait)
    : frame_(portrait.points_px),
      eyes_{make_eye(portrait, FaceShape(portrait.points_px), PictureSide::left),
            make_eye(portrait, FaceShape(portrait.points_px), PictureSide::right)} {}

/// Where each pixel of the eye's surroundings was before the lids moved.
cv::Mat GazeShift::origin_px(const Eye& eye, const LidShift& following, const LidShift& own) const {
  const EyeOpening& opening = eye.opening;
  cv::Mat origin_px(eye.area_px.size(), CV_32FC2);
  for (int y = 0; y < origin_px.rows; ++y) {
    for (int x = 0; x < origin_px.cols; ++x) {
      const cv::Point2f here_mm = frame_.mm_from_px(cv::Point2f(cv::Point(x, y) + eye.area_px.tl()));
      const LidShift lids = lids_at(opening, here_mm.x, following, own);
      const float upper_mm = opening.upper_mm(here_mm.x);
      const float lower_mm = opening.lower_mm(here_mm.x);
      const float lower_step_mm = static_cast<float>(lids.lower_mm);
      const float most_mm = std::max(0.0F, lower_mm + lower_step_mm - upper_mm - least_opening_mm);
      const float upper_step_mm = std::min(static_cast<float>(lids.upper_mm), most_mm);
      const float fold_mm = upper_mm - upper_piece_mm;
      const float brow_mm = std::min(eye.brow_mm, fold_mm - 1.0F);
      const float bag_mm = lower_mm + lower_piece_mm;
      const std::array<Step, 6> steps{Step{brow_mm, brow_mm},
                                      Step{fold_mm + upper_step_mm, fold_mm},
                                      Step{upper_mm + upper_step_mm, upper_mm},
                                      Step{lower_mm + lower_step_mm, lower_mm},
                                      Step{bag_mm + lower_step_mm, bag_mm},
                                      Step{bag_mm + lower_skin_mm, bag_mm + lower_skin_mm}};
      const cv::Point2f was_px =
          frame_.px_from_mm({here_mm.x, was_at(steps, here_mm.y)}) - cv::Point2f(eye.area_px.tl());
      origin_px.at<cv::Vec2f>(y, x) = {was_px.x, was_px.y};
    }
  }
  return origin_px;
}

void GazeShift::shift(const Eye& eye, const GazeTurn& turn, const LidShift& lids, cv::Mat& picture) const {
  cv::Mat area = picture(eye.area_px);
  const cv::Mat origin = origin_px(eye, lid_shift(turn), lids);
  const cv::Mat skin = sampled(area, origin);
  const cv::Mat between_lids = sampled(eye.between_lids, origin);
  const cv::Mat ball = eye.ball.turned(turn) + sampled(eye.ball.shading(), origin);
  for (int y = 0; y < area.rows; ++y) {
    for (int x = 0; x < area.cols; ++x) {
      area.at<cv::Vec3b>(y, x) =
          mixed(skin.at<cv::Vec3b>(y, x), ball.at<cv::Vec3f>(y, x), between_lids.at<float>(y, x));
    }
  }
}

cv::Mat GazeShift::shifted(const cv::Mat& picture, const GazeTurn& turn, const LidShifts& lids) const {
  cv::Mat result = picture.clone();
  const bool is_turned = turn.aside_deg != 0.0 || turn.down_deg != 0.0;
  for (std::size_t idx = 0; idx < eyes_.size(); ++idx) {
    const LidShift& own = lids.at(idx);
    if (is_turned || own.upper_mm != 0.0 || own.lower_mm != 0.0) shift(eyes_.at(idx), turn, own, result);
  }
  return result;
}

}  // namespace kizashi::synth
