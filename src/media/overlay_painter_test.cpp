// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/overlay_painter.h"

#include <gtest/gtest.h>

#include "kizashi/media/test_clips.h"

namespace kizashi::media {
namespace {

constexpr int width_px = 640;
constexpr int height_px = 480;

OverlayPlan plan_for(bool hides_people) {
  OverlayPlan plan;
  plan.width_px = width_px;
  plan.height_px = height_px;
  plan.focal_length_px = 500.0;
  plan.face_ids = {0};
  plan.verdict = "good";
  plan.hides_people = hides_people;
  return plan;
}

/// A face of 68 points in rows, 120 pixels wide, in the middle.
DrawnFrame frame_with_face() {
  DrawnFrame frame;
  DrawnFace face;
  for (std::size_t i = 0; i < face.points_px.size(); ++i) {
    face.points_px[i] = {260.0F + 12.0F * static_cast<float>(i % 11), 180.0F + 24.0F * static_cast<float>(i / 11)};
  }
  face.head_pose = observation::HeadPose{Eigen::Matrix3d::Identity(), {0.0, 0.0, 500.0}};
  face.gaze = observation::Gaze{{0.0, 0.0, -1.0}, {0.0, 0.0, -1.0}};
  frame.faces.push_back(face);
  return frame;
}

cv::Mat painted(const OverlayPlan& plan, const cv::Mat& rgb, const DrawnFrame& frame) {
  OverlayPainter painter(plan);
  return painter.paint(rgb, frame).clone();
}

cv::Mat picture_with_detail(int seed) {
  cv::Mat picture(height_px, width_px, CV_8UC3);
  cv::RNG draw(static_cast<std::uint64_t>(seed));
  draw.fill(picture, cv::RNG::UNIFORM, 0, 256);
  return picture;
}

TEST(OverlayPainter, ShowsThePictureAsItIsWhereNothingIsDrawn) {
  const cv::Mat picture = test_picture(width_px, height_px, 0);
  const cv::Mat canvas = painted(plan_for(false), picture, frame_with_face());
  EXPECT_EQ(canvas.size(), cv::Size(880, 480));
  const cv::Rect corner(0, 0, 100, 100);
  EXPECT_EQ(mean_difference(canvas(corner).clone(), picture(corner).clone()), 0.0);
}

TEST(OverlayPainter, DrawsTheEdgesOfTheFace) {
  OverlayPlan plan = plan_for(false);
  const cv::Mat picture(height_px, width_px, CV_8UC3, cv::Scalar::all(0));
  const cv::Mat without = painted(plan, picture, frame_with_face());
  plan.edges = {{0, 10}};
  const cv::Mat with = painted(plan, picture, frame_with_face());
  EXPECT_NE(with.at<cv::Vec3b>(180, 300), without.at<cv::Vec3b>(180, 300));
  EXPECT_EQ(with.at<cv::Vec3b>(300, 100), without.at<cv::Vec3b>(300, 100));
}

TEST(OverlayPainter, HidesTheFaceWhateverThePictureShows) {
  // Coarse means of the two pictures are alike, all else differs.
  const cv::Mat first = painted(plan_for(true), picture_with_detail(1), frame_with_face());
  const cv::Mat second = painted(plan_for(true), picture_with_detail(2), frame_with_face());
  const cv::Rect head(250, 150, 140, 150);
  EXPECT_EQ(mean_difference(first(head).clone(), second(head).clone()), 0.0) << "nothing of the head is kept";
  const cv::Rect all(0, 0, width_px, height_px);
  constexpr double most_difference = 3.0;  // of means over 3600 pixels of 0 to 255
  EXPECT_LT(mean_difference(first(all).clone(), second(all).clone()), most_difference);
}

TEST(OverlayPainter, ShowsNothingOfAFrameInWhichTheFaceWasLost) {
  const cv::Mat first = painted(plan_for(true), picture_with_detail(1), {});
  const cv::Mat second = painted(plan_for(true), test_picture(width_px, height_px, 3), {});
  EXPECT_EQ(mean_difference(first, second), 0.0);
}

TEST(OverlayPainter, GivesTheFirstThreeFacesAPanelEach) {
  OverlayPlan plan = plan_for(false);
  plan.face_ids = {0, 1, 4, 7};
  EXPECT_EQ(OverlayPainter(plan).canvas_px().width, width_px + 3 * 240);
  plan.face_ids = {};
  EXPECT_EQ(OverlayPainter(plan).canvas_px().width, width_px + 240) << "a clip without a face says so";
}

TEST(OverlayPainter, TakesAFrameOfAnotherSizeAndAFaceOutsideThePicture) {
  DrawnFrame frame = frame_with_face();
  for (auto& point : frame.faces.front().points_px) point += Eigen::Vector2f(5000.0F, -3000.0F);
  for (const bool hides_people : {false, true}) {
    const cv::Mat canvas = painted(plan_for(hides_people), test_picture(100, 200, 0), frame);
    EXPECT_EQ(canvas.size(), cv::Size(880, 480));
  }
}

TEST(OverlayPainter, PaintsTheSameTwice) {
  const cv::Mat picture = picture_with_detail(1);
  OverlayPainter painter(plan_for(false));
  const cv::Mat first = painter.paint(picture, frame_with_face()).clone();
  painter.paint(test_picture(width_px, height_px, 2), {});
  EXPECT_EQ(mean_difference(first, painter.paint(picture, frame_with_face())), 0.0);
}

}  // namespace
}  // namespace kizashi::media
