// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/mouth.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "kizashi/synth/test_face.h"

namespace kizashi::synth {
namespace {

constexpr double px_per_mm = 2.0;
constexpr double marker_tolerance_px = 0.3;
const cv::Scalar skin(210, 160, 140);
const cv::Scalar marker_colour(20, 20, 250);

class MouthTest : public testing::Test {
 protected:
  /// Skin with a blue square of 3 mm at a place.
  [[nodiscard]] cv::Mat marked(cv::Point2f place_mm) const {
    cv::Mat picture(test_face_side_px, test_face_side_px, CV_8UC3, skin);
    const cv::Point2f centre = shape_.frame().px_from_mm(place_mm);
    picture(cv::Rect(cvRound(centre.x) - 3, cvRound(centre.y) - 3, 7, 7)).setTo(marker_colour);
    return picture;
  }
  /// Where the marker's middle is.
  [[nodiscard]] static cv::Point2d marker_of(const cv::Mat& picture) {
    cv::Mat is_marker;
    cv::inRange(picture, cv::Scalar(0, 0, 220), cv::Scalar(90, 90, 255), is_marker);
    const cv::Moments moments = cv::moments(is_marker, true);
    EXPECT_GT(moments.m00, 0.0);
    return {moments.m10 / moments.m00, moments.m01 / moments.m00};
  }
  [[nodiscard]] cv::Point2d way_px(cv::Point2f place_mm, double drop_mm) const {
    const cv::Mat before = marked(place_mm);
    return marker_of(mouth_.moved(before, still_, {.jaw_drop_mm = drop_mm})) - marker_of(before);
  }
  FaceShape shape_{test_face()};
  cv::Mat still_ = cv::Mat::zeros(test_face_side_px, test_face_side_px, CV_32FC2);
  Mouth mouth_{shape_, {test_face_side_px, test_face_side_px}};
};

TEST_F(MouthTest, TheJawTakesLowerLipAndChinDownAsOnePiece) {
  for (const double drop_mm : {3.0, 12.0, 20.0}) {
    for (const cv::Point2f place_mm :
         {cv::Point2f(0, 64), cv::Point2f(0, 80), cv::Point2f(0, 96), cv::Point2f(15, 90)}) {
      const cv::Point2d way = way_px(place_mm, drop_mm);
      EXPECT_NEAR(way.y, drop_mm * px_per_mm, marker_tolerance_px) << place_mm << " " << drop_mm;
      EXPECT_NEAR(way.x, 0.0, marker_tolerance_px);
    }
  }
}

TEST_F(MouthTest, TheJawLeavesEyesNoseUpperLipAndTeethAlone) {
  for (const cv::Point2f place_mm : {cv::Point2f(31, 0), cv::Point2f(0, 30), cv::Point2f(0, 44), cv::Point2f(0, 53)}) {
    EXPECT_NEAR(cv::norm(way_px(place_mm, 12.0)), 0.0, marker_tolerance_px) << place_mm;
  }
}

TEST_F(MouthTest, OpensADarkMouthAsHighAsTheJawDrops) {
  const cv::Mat picture(test_face_side_px, test_face_side_px, CV_8UC3, skin);
  const cv::Mat open = mouth_.moved(picture, still_, {.jaw_drop_mm = 12.0});
  cv::Mat is_dark;
  cv::inRange(open, cv::Scalar(0, 0, 0), cv::Scalar(60, 40, 40), is_dark);
  EXPECT_NEAR(cv::countNonZero(is_dark.col(test_face_side_px / 2)), 12.0 * px_per_mm, 3.0);
  const cv::Rect dark = cv::boundingRect(is_dark);
  const cv::Point2f left = shape_.frame().px_from_mm(shape_.point_mm(78));
  const cv::Point2f right = shape_.frame().px_from_mm(shape_.point_mm(308));
  EXPECT_GE(dark.x, cvFloor(left.x));
  EXPECT_LE(dark.br().x, cvCeil(right.x));
}

TEST_F(MouthTest, PartedLipsTakeTheLowerLipDownAndLeaveTheChin) {
  constexpr double part_mm = 6.0;
  const auto way = [&](cv::Point2f place_mm) {
    const cv::Mat before = marked(place_mm);
    return marker_of(mouth_.moved(before, still_, {.lips_part_mm = part_mm})) - marker_of(before);
  };
  EXPECT_NEAR(way({0, 63}).y, part_mm * px_per_mm, marker_tolerance_px);
  EXPECT_NEAR(cv::norm(way({0, 96})), 0.0, marker_tolerance_px);
  EXPECT_NEAR(cv::norm(way({0, 46})), 0.0, marker_tolerance_px);
}

TEST_F(MouthTest, SuckedLipsBringTheBordersOfTheRedTogether) {
  constexpr double suck_mm = 3.0;
  const auto way = [&](cv::Point2f place_mm) {
    const cv::Mat before = marked(place_mm);
    return marker_of(mouth_.moved(before, still_, {.lip_suck_mm = suck_mm})) - marker_of(before);
  };
  const double some_px = 0.5 * suck_mm * px_per_mm;
  EXPECT_GT(way({0, 43}).y, some_px);
  EXPECT_LT(way({0, 67}).y, -some_px);
  EXPECT_NEAR(cv::norm(way({0, 54})), 0.0, marker_tolerance_px);
}

TEST_F(MouthTest, ChangesNothingWhileItRests) {
  const cv::Mat picture = marked({0, 58});
  EXPECT_EQ(cv::norm(mouth_.moved(picture, still_, {}), picture, cv::NORM_INF), 0.0);
}

}  // namespace
}  // namespace kizashi::synth
