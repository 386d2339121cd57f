// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/neutral_mouth.h"

#include <array>
#include <cmath>

#include "kizashi/synth/face_frame.h"
#include "kizashi/synth/mouth_outline.h"
#include "kizashi/synth/warp.h"

namespace kizashi::synth {

namespace {

constexpr std::size_t nose_base = 2;

/// Where the lips meet, as a share of the way from the upper lip's inner edge to the lower one's.
constexpr float meeting_share = 0.6F;
/// A corner at rest lies that far above the middle of the line where the lips meet.
constexpr float corner_above_mm = 1.0F;
/// How far each corner goes inwards from a broad smile.
constexpr float narrowing_mm = 5.0F;
/// The line where the lips meet: half of its thickness, strength and colour, red first.
constexpr float line_mm = 0.7F;
constexpr float line_strength = 0.5F;
const cv::Vec3f line_colour(90.0F, 45.0F, 50.0F);

struct Closing {
  MouthOutline mouth;
  float middle_line_mm;
  float nose_mm;

  [[nodiscard]] float aside_mm(float x_mm) const { return std::abs(x_mm - mouth.middle_mm); }
  /// Where the lips will meet.
  [[nodiscard]] float line_mm(float x_mm) const {
    return middle_line_mm - corner_above_mm * ramp(aside_mm(x_mm), 0.0F, mouth.half_width_mm);
  }
  /// 1 beside the mouth, where both lips are one skin.
  [[nodiscard]] float beside(float x_mm) const {
    return ramp(aside_mm(x_mm), 0.9F * mouth.half_width_mm, mouth.half_width_mm);
  }
};

Closing closing_of(const FaceShape& shape) {
  const MouthOutline mouth(shape);
  const float upper_mm = mouth.upper_edge.y_at(mouth.middle_mm);
  const float lower_mm = mouth.lower_edge.y_at(mouth.middle_mm);
  return {mouth, upper_mm + meeting_share * (lower_mm - upper_mm), shape.point_mm(nose_base).y};
}

/// How the movement runs out above the upper lip: at the nose in the middle, in the cheek at the sides.
float above_share(const Closing& closing, cv::Point2f place_mm) {
  const float end_mm = closing.nose_mm - 2.0F - 22.0F * ramp(closing.aside_mm(place_mm.x), 10.0F, 26.0F);
  return ramp(place_mm.y, end_mm, closing.mouth.upper_edge.y_at(place_mm.x) - 1.0F);
}

float below_share(const Closing& closing, cv::Point2f place_mm) {
  const float border_mm = closing.mouth.lower_border.y_at(place_mm.x);
  return ramp(place_mm.y, border_mm + 24.0F, border_mm - 2.0F);
}

float to_cheek(const Closing& closing, float x_mm) {
  const float corner_mm = closing.mouth.half_width_mm + 2.0F;
  return ramp(closing.aside_mm(x_mm), corner_mm + 26.0F, corner_mm - 2.0F);
}

/// Within the mouth a lip goes on rigidly beyond its edge, where it is not seen; beside it the other lip's share holds.
float upper_down_mm(const Closing& closing, cv::Point2f place_mm) {
  const float edge_mm = closing.mouth.upper_edge.y_at(place_mm.x);
  const float way_mm = (closing.line_mm(place_mm.x) - edge_mm) * to_cheek(closing, place_mm.x);
  if (place_mm.y <= edge_mm) return way_mm * above_share(closing, place_mm);
  const float beside = closing.beside(place_mm.x);
  return way_mm * (1.0F - beside + beside * below_share(closing, place_mm));
}

float lower_down_mm(const Closing& closing, cv::Point2f place_mm) {
  const float edge_mm = closing.mouth.lower_edge.y_at(place_mm.x);
  const float way_mm = (closing.line_mm(place_mm.x) - edge_mm) * to_cheek(closing, place_mm.x);
  if (place_mm.y >= edge_mm) return way_mm * below_share(closing, place_mm);
  const float beside = closing.beside(place_mm.x);
  return way_mm * (1.0F - beside + beside * above_share(closing, place_mm));
}

float inwards_mm(const Closing& closing, cv::Point2f place_mm) {
  const float aside_mm = closing.aside_mm(place_mm.x);
  const float corner_mm = closing.mouth.half_width_mm + 2.0F;
  const float down_mm = place_mm.y - closing.mouth.upper_edge.y_at(closing.mouth.upper_edge.left_mm());
  const float share = ramp(aside_mm, 4.0F, corner_mm) * ramp(aside_mm, corner_mm + 30.0F, corner_mm + 4.0F) *
                      ramp(down_mm, -34.0F, -8.0F) * ramp(down_mm, 38.0F, 12.0F);
  return narrowing_mm * share;
}

using Way = float (*)(const Closing&, cv::Point2f);

cv::Point2f step_px(const FaceFrame& frame, const Closing& closing, cv::Point2f place_mm, Way down_mm) {
  const float inwards = inwards_mm(closing, place_mm);
  const float step_x_mm = place_mm.x > closing.mouth.middle_mm ? -inwards : inwards;
  return frame.px_from_mm_step({step_x_mm, down_mm(closing, place_mm)});
}

cv::Mat field_of(const FaceFrame& frame, const Closing& closing, const cv::Size& size_px, Way down_mm) {
  cv::Mat field(size_px, CV_32FC2);
  for (int y = 0; y < field.rows; ++y) {
    for (int x = 0; x < field.cols; ++x) {
      const cv::Point2f step = step_px(frame, closing, frame.mm_from_px(cv::Point2f(cv::Point(x, y))), down_mm);
      field.at<cv::Vec2f>(y, x) = {step.x, step.y};
    }
  }
  return field;
}

/// Share of the lower lip's layer at a place of the closed face, and of the dark line where the lips meet.
struct Cover {
  float lower;
  float line;
};

Cover cover_at(const Closing& closing, cv::Point2f place_mm, float mm_per_px) {
  const float below_mm = place_mm.y - closing.line_mm(place_mm.x);
  const float from_line = below_mm / line_mm;
  const float corner_mm = closing.mouth.half_width_mm - narrowing_mm;
  const float inside = ramp(closing.aside_mm(place_mm.x), corner_mm + 1.0F, corner_mm - 2.0F);
  return {ramp(below_mm, -mm_per_px, mm_per_px), line_strength * inside * std::exp(-from_line * from_line)};
}

cv::Mat closed_picture(const FaceFrame& frame, const Closing& closing, const cv::Mat& upper, const cv::Mat& lower) {
  cv::Mat closed(upper.size(), upper.type());
  for (int y = 0; y < closed.rows; ++y) {
    for (int x = 0; x < closed.cols; ++x) {
      const Cover cover = cover_at(closing, frame.mm_from_px(cv::Point2f(cv::Point(x, y))), frame.mm_per_px());
      const cv::Vec3b lips = mixed(upper.at<cv::Vec3b>(y, x), lower.at<cv::Vec3b>(y, x), cover.lower);
      closed.at<cv::Vec3b>(y, x) = mixed(lips, line_colour, cover.line);
    }
  }
  return closed;
}

face::mesh::MeshPoints closed_points(const FaceShape& shape, const Closing& closing,
                                     const face::mesh::MeshPoints& points_px) {
  face::mesh::MeshPoints closed = points_px;
  for (std::size_t idx = 0; idx < closed.size(); ++idx) {
    const cv::Point2f place_mm = shape.point_mm(idx);
    const float middle_mm =
        0.5F * (closing.mouth.upper_edge.y_at(place_mm.x) + closing.mouth.lower_edge.y_at(place_mm.x));
    const cv::Point2f step =
        step_px(shape.frame(), closing, place_mm, place_mm.y > middle_mm ? &lower_down_mm : &upper_down_mm);
    closed.at(idx).x() += step.x;
    closed.at(idx).y() += step.y;
  }
  return closed;
}

}  // namespace

Portrait with_closed_mouth(const Portrait& portrait) {
  const FaceShape shape(portrait.points_px);
  const Closing closing = closing_of(shape);
  const auto layer = [&](Way down_mm) {
    return sampled(portrait.rgb, source_of(field_of(shape.frame(), closing, portrait.rgb.size(), down_mm)));
  };
  return {closed_picture(shape.frame(), closing, layer(&upper_down_mm), layer(&lower_down_mm)),
          closed_points(shape, closing, portrait.points_px)};
}

}  // namespace kizashi::synth
