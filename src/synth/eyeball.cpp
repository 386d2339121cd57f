// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/eyeball.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "kizashi/synth/warp.h"

namespace kizashi::synth {

namespace {

constexpr MeshPair iris_centre{468, 473};
constexpr MeshPair iris_left_rim{471, 476};
constexpr MeshPair iris_right_rim{469, 474};

constexpr double rad_per_deg = std::numbers::pi / 180.0;
/// From the eye's centre of rotation to the plane of the iris: the ball's radius is 12 mm, the iris's 5.85 mm, and its
/// rim lies on the ball.
constexpr double iris_plane_mm = 10.5;
/// The iris's rim is blurred, in the picture as in the eye.
constexpr float rim_inside = 1.0F;
constexpr float rim_outside = 1.12F;
/// Width of the iris's rings.
constexpr float ring_mm = 0.3F;
/// Of an eye whose white is hidden altogether.
const cv::Scalar plain_white(205.0, 195.0, 190.0);

cv::Mat blurred(const cv::Mat& map, double sigma_px) {
  cv::Mat blur;
  cv::GaussianBlur(map, blur, {}, sigma_px);
  return blur;
}

/// A picture known in part (weight 1; 0 elsewhere), completed smoothly: each unknown place takes the mean over the
/// nearest known ones, or `otherwise` where none are near.
cv::Mat completed(const cv::Mat& picture, const cv::Mat& weight, float px_per_mm, const cv::Scalar& otherwise) {
  cv::Mat complete(picture.size(), CV_32FC3, otherwise);
  for (const float sigma_mm : {8.0F, 4.0F, 2.0F, 1.0F, 0.5F}) {
    const auto sigma_px = static_cast<double>(sigma_mm * px_per_mm);
    cv::Mat weighted(picture.size(), CV_32FC3);
    for (int y = 0; y < picture.rows; ++y) {
      for (int x = 0; x < picture.cols; ++x) {
        weighted.at<cv::Vec3f>(y, x) = weight.at<float>(y, x) * picture.at<cv::Vec3f>(y, x);
      }
    }
    const cv::Mat sum = blurred(weighted, sigma_px);
    const cv::Mat total = blurred(weight, sigma_px);
    for (int y = 0; y < picture.rows; ++y) {
      for (int x = 0; x < picture.cols; ++x) {
        constexpr float enough = 0.02F;
        const float here = total.at<float>(y, x);
        const float trust = ramp(here, 0.0F, enough);
        if (trust <= 0.0F) continue;
        cv::Vec3f& value = complete.at<cv::Vec3f>(y, x);
        value = trust * (sum.at<cv::Vec3f>(y, x) / here) + (1.0F - trust) * value;
      }
    }
  }
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      const float known = weight.at<float>(y, x);
      cv::Vec3f& value = complete.at<cv::Vec3f>(y, x);
      value = known * picture.at<cv::Vec3f>(y, x) + (1.0F - known) * value;
    }
  }
  return complete;
}

/// Mean colours of rings about the iris's centre.
class Rings {
 public:
  void add(float radius_mm, float weight, const cv::Vec3f& colour) {
    const std::size_t ring = ring_of(radius_mm);
    if (ring >= sums_.size()) sums_.resize(ring + 1);
    sums_[ring] += weight * cv::Vec4f(colour[0], colour[1], colour[2], 1.0F);
  }
  /// Of the ring, or of the nearest one inside it that was seen; black when none was.
  [[nodiscard]] cv::Vec3f colour_at(float radius_mm) const {
    constexpr float least_weight = 0.5F;
    for (std::size_t ring = std::min(ring_of(radius_mm) + 1, sums_.size()); ring-- > 0;) {
      const cv::Vec4f& sum = sums_[ring];
      if (sum[3] >= least_weight) return cv::Vec3f(sum[0], sum[1], sum[2]) / sum[3];
    }
    return {0.0F, 0.0F, 0.0F};
  }

 private:
  static std::size_t ring_of(float radius_mm) { return static_cast<std::size_t>(radius_mm / ring_mm); }
  std::vector<cv::Vec4f> sums_;
};

}  // namespace

EyeOpening::EyeOpening(const FaceShape& shape, PictureSide side) : outline_(shape, side) {}

float EyeOpening::lower_mm(float x_mm) const { return std::max(outline_.upper.y_at(x_mm), outline_.lower.y_at(x_mm)); }

float EyeOpening::share_within(cv::Point2f place_mm, float margin_mm) const {
  constexpr float edge_mm = 0.5F;
  const auto share = [margin_mm](float inside_mm) { return ramp(inside_mm, margin_mm - edge_mm, margin_mm); };
  return share(place_mm.y - upper_mm(place_mm.x)) * share(lower_mm(place_mm.x) - place_mm.y) *
         share(place_mm.x - left_mm()) * share(right_mm() - place_mm.x);
}

Eyeball::Eyeball(const Portrait& portrait, const FaceShape& shape, PictureSide side, const cv::Rect& area_px)
    : frame_(shape.frame()),
      area_px_(area_px),
      iris_centre_mm_(shape.point_mm(iris_centre.of(side))),
      iris_radius_mm_(0.5F * (shape.point_mm(iris_right_rim.of(side)).x - shape.point_mm(iris_left_rim.of(side)).x)) {
  const EyeOpening opening(shape, side);
  cv::Mat picture;
  portrait.rgb(area_px).convertTo(picture, CV_32FC3);
  cv::Mat white_seen(picture.size(), CV_32FC1);
  cv::Mat iris_seen(picture.size(), CV_32FC1);
  cv::Mat shading_seen(picture.size(), CV_32FC1);
  cv::Mat radius_mm(picture.size(), CV_32FC1);
  Rings rings;
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      const cv::Point2f here_mm = frame_.mm_from_px(cv::Point2f(cv::Point(x, y) + area_px.tl()));
      const cv::Point2f from_centre_mm = here_mm - iris_centre_mm_;
      const float radius = std::hypot(from_centre_mm.x, from_centre_mm.y);
      const float seen = opening.share_within(here_mm, EyeOpening::lid_margin_mm);
      radius_mm.at<float>(y, x) = radius;
      iris_seen.at<float>(y, x) = seen;
      const float beside_iris = ramp(radius / iris_radius_mm_, rim_outside, rim_outside + 0.06F);
      white_seen.at<float>(y, x) = seen * beside_iris;
      shading_seen.at<float>(y, x) = beside_iris * opening.share_within(here_mm, 0.0F);
      rings.add(radius, seen, picture.at<cv::Vec3f>(y, x));
    }
  }
  white_ = completed(picture, white_seen, 1.0F / frame_.mm_per_px(), plain_white);
  shading_ = completed(picture - white_, shading_seen, 1.0F / frame_.mm_per_px(), cv::Scalar::all(0.0));
  iris_ = picture.clone();
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      const float seen = iris_seen.at<float>(y, x);
      const float ring = std::min(radius_mm.at<float>(y, x), rim_outside * iris_radius_mm_);
      cv::Vec3f& colour = iris_.at<cv::Vec3f>(y, x);
      colour = seen * colour + (1.0F - seen) * rings.colour_at(ring);
    }
  }
}

double Eyeball::iris_down_mm(const GazeTurn& turn) { return iris_plane_mm * std::sin(rad_per_deg * turn.down_deg); }

cv::Mat Eyeball::turned(const GazeTurn& turn) const {
  const double aside_rad = rad_per_deg * turn.aside_deg;
  const double down_rad = rad_per_deg * turn.down_deg;
  // The iris's axes: its normal (the gaze), to its right, and down along it.
  const cv::Vec3d gaze(std::sin(aside_rad) * std::cos(down_rad), std::sin(down_rad),
                       -std::cos(aside_rad) * std::cos(down_rad));
  const cv::Vec3d right(std::cos(aside_rad), 0.0, std::sin(aside_rad));
  const cv::Vec3d down = right.cross(gaze);
  cv::Mat origin_px(area_px_.size(), CV_32FC2);
  cv::Mat share(area_px_.size(), CV_32FC1);
  for (int y = 0; y < share.rows; ++y) {
    for (int x = 0; x < share.cols; ++x) {
      const cv::Point2f off_mm = frame_.mm_from_px(cv::Point2f(cv::Point(x, y) + area_px_.tl())) - iris_centre_mm_;
      const auto off_x = static_cast<double>(off_mm.x);
      const auto off_y = static_cast<double>(off_mm.y);
      const cv::Vec3d place_mm(off_x, off_y, (iris_plane_mm - gaze[0] * off_x - gaze[1] * off_y) / gaze[2]);
      const cv::Point2f on_iris_mm(static_cast<float>(place_mm.dot(right)), static_cast<float>(place_mm.dot(down)));
      const float radius = std::hypot(on_iris_mm.x, on_iris_mm.y) / iris_radius_mm_;
      const cv::Point2f from_px = frame_.px_from_mm(iris_centre_mm_ + on_iris_mm) - cv::Point2f(area_px_.tl());
      origin_px.at<cv::Vec2f>(y, x) = {from_px.x, from_px.y};
      share.at<float>(y, x) = ramp(radius, rim_outside, rim_inside);
    }
  }
  cv::Mat ball = sampled(iris_, origin_px);
  for (int y = 0; y < share.rows; ++y) {
    for (int x = 0; x < share.cols; ++x) {
      const float iris = share.at<float>(y, x);
      cv::Vec3f& colour = ball.at<cv::Vec3f>(y, x);
      colour = iris * colour + (1.0F - iris) * white_.at<cv::Vec3f>(y, x);
    }
  }
  return ball;
}

}  // namespace kizashi::synth
