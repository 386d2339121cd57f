// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/gaze_shift.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "kizashi/synth/test_face.h"

namespace kizashi::synth {
namespace {

const cv::Scalar skin(210, 160, 140);
const cv::Scalar white(230, 230, 235);
const cv::Scalar iris(20, 60, 180);
constexpr double rad_per_deg = std::numbers::pi / 180.0;
/// From the eye's centre of rotation to the plane of the iris.
constexpr double iris_plane_mm = 10.5;
/// A pixel is half a millimetre.
constexpr double place_tolerance_mm = 0.35;
constexpr double lid_tolerance_mm = 0.6;

/// Eyes with an iris in the middle of the white between the lids.
Portrait drawn_eyes() {
  Portrait portrait{cv::Mat(test_face_side_px, test_face_side_px, CV_8UC3, skin), test_face()};
  for (const std::size_t centre : {468U, 473U}) {
    const std::size_t left = centre == 468U ? 471U : 476U;
    const std::size_t right = centre == 468U ? 469U : 474U;
    auto& points = portrait.points_px;
    if (points.at(left).x() > points.at(right).x()) std::swap(points.at(left), points.at(right));
    points.at(centre) = 0.5F * (points.at(left) + points.at(right));
  }
  const FaceShape shape(portrait.points_px);
  for (const PictureSide side : {PictureSide::left, PictureSide::right}) {
    const EyeOpening opening(shape, side);
    const cv::Point2f centre_mm = shape.point_mm(side == PictureSide::left ? 468 : 473);
    for (int y = 0; y < test_face_side_px; ++y) {
      for (int x = 0; x < test_face_side_px; ++x) {
        const cv::Point2f here_mm = shape.frame().mm_from_px(cv::Point2f(cv::Point(x, y)));
        if (opening.share_within(here_mm, 0.25F) < 0.5F) continue;
        const bool on_iris = std::hypot(here_mm.x - centre_mm.x, here_mm.y - centre_mm.y) < 5.85F;
        const cv::Scalar& colour = on_iris ? iris : white;
        portrait.rgb.at<cv::Vec3b>(y, x) =
            cv::Vec3b(static_cast<std::uint8_t>(colour[0]), static_cast<std::uint8_t>(colour[1]),
                      static_cast<std::uint8_t>(colour[2]));
      }
    }
  }
  return portrait;
}

/// Pixels nearer to the colour than to the two others.
cv::Mat showing(const cv::Mat& picture, const cv::Scalar& colour, PictureSide side) {
  cv::Mat mask = cv::Mat::zeros(picture.size(), CV_8UC1);
  const int half = picture.cols / 2;
  const auto away = [](const cv::Vec3b& pixel, const cv::Scalar& from) {
    return std::hypot(pixel[0] - from[0], pixel[1] - from[1], pixel[2] - from[2]);
  };
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      if ((x < half) != (side == PictureSide::left)) continue;
      const auto& pixel = picture.at<cv::Vec3b>(y, x);
      const double least = std::min({away(pixel, skin), away(pixel, white), away(pixel, iris)});
      mask.at<std::uint8_t>(y, x) = away(pixel, colour) == least ? 255 : 0;
    }
  }
  return mask;
}

class GazeShiftTest : public testing::Test {
 protected:
  /// Middle of the visible iris, millimetres.
  [[nodiscard]] cv::Point2d iris_mm(const GazeTurn& turn, PictureSide side) const {
    const cv::Moments moments = cv::moments(showing(gaze_.shifted(portrait_.rgb, turn), iris, side), true);
    return 0.5 * cv::Point2d(moments.m10 / moments.m00, moments.m01 / moments.m00);
  }
  /// Heights of the first and the last pixel of an eye in the column of the iris's middle, millimetres.
  [[nodiscard]] std::pair<double, double> lids_mm(const GazeTurn& turn, PictureSide side) const {
    const int column = cvRound(portrait_.points_px.at(side == PictureSide::left ? 468 : 473).x());
    const cv::Mat is_skin = showing(gaze_.shifted(portrait_.rgb, turn), skin, side).col(column);
    int first = 0;
    while (is_skin.at<std::uint8_t>(first) != 0) ++first;
    int last = is_skin.rows - 1;
    while (is_skin.at<std::uint8_t>(last) != 0) --last;
    return {0.5 * first, 0.5 * last};
  }

  Portrait portrait_ = drawn_eyes();
  GazeShift gaze_{portrait_};
  static constexpr std::array sides{PictureSide::left, PictureSide::right};
};

TEST_F(GazeShiftTest, MovesTheIrisAsideByTheAngle) {
  for (const PictureSide side : sides) {
    for (const double aside_deg : {-15.0, -5.0, 5.0, 15.0}) {
      const cv::Point2d step_mm = iris_mm({aside_deg, 0.0}, side) - iris_mm({}, side);
      EXPECT_NEAR(step_mm.x, iris_plane_mm * std::sin(rad_per_deg * aside_deg), place_tolerance_mm) << aside_deg;
      EXPECT_NEAR(step_mm.y, 0.0, place_tolerance_mm) << aside_deg;
    }
  }
}

TEST_F(GazeShiftTest, TakesTheLidsAlong) {
  for (const PictureSide side : sides) {
    const auto [rest_upper_mm, rest_lower_mm] = lids_mm({}, side);
    for (const double down_deg : {-15.0, 10.0, 20.0}) {
      const LidShift lids = lid_shift({0.0, down_deg});
      const auto [upper_mm, lower_mm] = lids_mm({0.0, down_deg}, side);
      EXPECT_NEAR(upper_mm - rest_upper_mm, lids.upper_mm, lid_tolerance_mm) << down_deg;
      EXPECT_NEAR(lower_mm - rest_lower_mm, lids.lower_mm, lid_tolerance_mm) << down_deg;
    }
  }
}

TEST_F(GazeShiftTest, RaisesALidOfItsOwnAndShowsMoreOfTheEye) {
  const LidShifts left{LidShift{.upper_mm = -2.0}, LidShift{}};
  const cv::Mat wide = gaze_.shifted(portrait_.rgb, {}, left);
  const auto skin_px = [](const cv::Mat& picture, PictureSide side) {
    return cv::countNonZero(showing(picture, skin, side));
  };
  EXPECT_LT(skin_px(wide, PictureSide::left), skin_px(portrait_.rgb, PictureSide::left) - 100);
  EXPECT_EQ(skin_px(wide, PictureSide::right), skin_px(portrait_.rgb, PictureSide::right));
}

TEST_F(GazeShiftTest, HidesWhatGoesBehindALid) {
  for (const PictureSide side : sides) {
    const cv::Mat down = gaze_.shifted(portrait_.rgb, {0.0, 20.0});
    const auto [upper_mm, lower_mm] = lids_mm({0.0, 20.0}, side);
    cv::Mat places;
    cv::findNonZero(showing(down, iris, side), places);
    const cv::Rect box = cv::boundingRect(places);
    EXPECT_GE(0.5 * box.y, upper_mm);
    EXPECT_LE(0.5 * (box.br().y - 1), lower_mm);
    EXPECT_GT(box.height, 6);
  }
}

TEST_F(GazeShiftTest, PutsWhiteWhereTheIrisWas) {
  const cv::Mat aside = gaze_.shifted(portrait_.rgb, {25.0, 0.0});
  for (const std::size_t rim : {471U, 476U}) {
    const auto& place = portrait_.points_px.at(rim);
    const cv::Vec3b was_iris = aside.at<cv::Vec3b>(cvRound(place.y()), cvRound(place.x()) + 2);
    EXPECT_NEAR(was_iris[0], white[0], 12.0);
    EXPECT_NEAR(was_iris[2], white[2], 12.0);
  }
}

TEST_F(GazeShiftTest, WithoutATurnIsThePictureAndASmallOneChangesLittle) {
  EXPECT_EQ(cv::norm(gaze_.shifted(portrait_.rgb, {}), portrait_.rgb, cv::NORM_INF), 0.0);
  cv::Mat difference;
  cv::absdiff(gaze_.shifted(portrait_.rgb, {0.05, 0.05}), portrait_.rgb, difference);
  EXPECT_LT(cv::mean(difference.reshape(1))[0], 0.1);
}

TEST_F(GazeShiftTest, LeavesTheRestOfTheFaceAlone) {
  cv::Mat difference;
  cv::absdiff(gaze_.shifted(portrait_.rgb, {10.0, 20.0}), portrait_.rgb, difference);
  const int first_below = cvRound(portrait_.points_px.at(117).y()) + 10;
  EXPECT_EQ(cv::norm(difference.rowRange(first_below, difference.rows), cv::NORM_INF), 0.0);
  EXPECT_EQ(cv::norm(difference.rowRange(0, 90), cv::NORM_INF), 0.0);
}

}  // namespace
}  // namespace kizashi::synth
