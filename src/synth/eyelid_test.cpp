// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/eyelid.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "kizashi/synth/test_face.h"

namespace kizashi::synth {
namespace {

const cv::Scalar skin(210, 160, 140);
const cv::Scalar eye_white(40, 250, 40);  // green, so that no mixture of skin and lashes looks like it

/// Skin everywhere, and the opening between the lids of both eyes in a colour of its own.
cv::Mat open_eyes(const FaceShape& shape) {
  cv::Mat picture(test_face_side_px, test_face_side_px, CV_8UC3, skin);
  for (const auto& outline :
       {std::vector<std::size_t>{33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7},
        std::vector<std::size_t>{263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249}}) {
    std::vector<cv::Point> corners;
    corners.reserve(outline.size());
    for (const std::size_t idx : outline) corners.emplace_back(shape.frame().px_from_mm(shape.point_mm(idx)));
    cv::fillPoly(picture, std::vector<std::vector<cv::Point>>{corners}, eye_white);
  }
  return picture;
}

/// Pixels that are still eye, in the left half of the picture or the right.
int visible_px(const cv::Mat& picture, PictureSide side) {
  const int half = picture.cols / 2;
  cv::Mat is_eye;
  cv::inRange(picture.colRange(side == PictureSide::left ? 0 : half, side == PictureSide::left ? half : picture.cols),
              cv::Scalar(0, 235, 0), cv::Scalar(90, 255, 90), is_eye);
  return cv::countNonZero(is_eye);
}

class EyelidTest : public testing::Test {
 protected:
  FaceShape shape_{test_face()};
  cv::Mat picture_ = open_eyes(shape_);
};

TEST_F(EyelidTest, KnowsHowFarTheEyeIsOpen) {
  EXPECT_NEAR(Eyelid(shape_, PictureSide::left).opening_mm(), 9.0, 0.3);
  EXPECT_NEAR(Eyelid(shape_, PictureSide::right).opening_mm(), 9.0, 0.3);
}

TEST_F(EyelidTest, CoversTheEyeStepByStep) {
  for (const PictureSide side : {PictureSide::left, PictureSide::right}) {
    const Eyelid lid(shape_, side);
    const int open_px = visible_px(picture_, side);
    ASSERT_GT(open_px, 400);
    int last_px = open_px;
    for (int step = 1; step < 6; ++step) {
      const double down_mm = 1.5 * step;
      cv::Mat closing = picture_.clone();
      lid.close(closing, down_mm);
      const int now_px = visible_px(closing, side);
      EXPECT_LT(now_px, last_px) << down_mm;
      EXPECT_NEAR(static_cast<double>(now_px) / open_px, 1.0 - down_mm / lid.opening_mm(), 0.2) << down_mm;
      last_px = now_px;
    }
    cv::Mat closed = picture_.clone();
    lid.close(closed, lid.opening_mm());
    EXPECT_LT(visible_px(closed, side), open_px / 50);
  }
}

TEST_F(EyelidTest, StaysClosedHoweverFarItGoes) {
  const Eyelid lid(shape_, PictureSide::left);
  cv::Mat closed = picture_.clone();
  cv::Mat beyond = picture_.clone();
  lid.close(closed, lid.opening_mm());
  lid.close(beyond, 15.0);
  EXPECT_EQ(cv::norm(closed, beyond, cv::NORM_INF), 0.0);
}

TEST_F(EyelidTest, LeavesTheOtherEyeAndAnOpenEyeAlone) {
  const Eyelid lid(shape_, PictureSide::left);
  cv::Mat open = picture_.clone();
  lid.close(open, 0.0);
  EXPECT_EQ(cv::norm(open, picture_, cv::NORM_INF), 0.0);
  cv::Mat closed = picture_.clone();
  lid.close(closed, 15.0);
  const int half = test_face_side_px / 2;
  EXPECT_EQ(cv::norm(closed.colRange(half, 2 * half), picture_.colRange(half, 2 * half), cv::NORM_INF), 0.0);
}

}  // namespace
}  // namespace kizashi::synth
