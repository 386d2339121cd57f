// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/piecewise_crop.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <opencv2/core.hpp>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/stage_reference.h"
#include "kizashi/face/openface/test_warp.h"

namespace kizashi::face::openface {
namespace {

// A place that rounding moves by one step of the grid changes its pixel by a fraction of a grey level.
constexpr double crop_tolerance_levels = 0.16;

constexpr int width_px = 8;
constexpr int height_px = 6;

/// Grey rises by 1 to the right and by 2 downwards.
cv::Mat ramp() {
  cv::Mat gray(60, 100, CV_8UC1);
  for (int y = 0; y < gray.rows; ++y) {
    for (int x = 0; x < gray.cols; ++x) gray.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>(x + 2 * y);
  }
  return gray;
}

PiecewiseWarp warp() { return made_up_warp(width_px, height_px, {-2.5, -1.25}); }

/// Where a pixel of the crop lies in the picture: turned, sheared, four times as large.
Eigen::Vector2d in_picture(double column, double row) {
  return Eigen::Vector2d(40.3 + 4.1 * column - 0.7 * row, 15.2 + 0.4 * column + 3.8 * row);
}

Points2 corners_in_picture() {
  Points2 points_px(4, 2);
  points_px.row(0) = in_picture(0, 0).transpose().cast<float>();
  points_px.row(1) = in_picture(width_px - 1, 0).transpose().cast<float>();
  points_px.row(2) = in_picture(0, height_px - 1).transpose().cast<float>();
  points_px.row(3) = in_picture(width_px - 1, height_px - 1).transpose().cast<float>();
  return points_px;
}

FeatureMaps crop_of(const PiecewiseWarp& model, const cv::Mat& gray, const Points2& points_px) {
  const PiecewiseCrop crop(model);
  Eigen::VectorXf values;
  FeatureMaps picture;
  crop.sample(gray, points_px, values);
  crop.place(values, picture);
  return picture;
}

TEST(PiecewiseCrop, FollowsAnAffinePicture) {
  constexpr double half_a_grid_step_levels = (1.0 + 2.0) / 64 + 1e-4;
  const FeatureMaps picture = crop_of(warp(), ramp(), corners_in_picture());
  for (int row = 0; row < height_px; ++row) {
    for (int column = 0; column < width_px; ++column) {
      const Eigen::Vector2d place = in_picture(column, row);
      EXPECT_NEAR(picture.at(0, row, column), place.x() + 2 * place.y(), half_a_grid_step_levels);
    }
  }
}

TEST(PiecewiseCrop, BendsWhereTrianglesMeet) {
  Points2 points_px(4, 2);
  points_px << 10, 10, 17, 10, 10, 15, 31, 25;  // the last corner is pulled away
  const FeatureMaps picture = crop_of(warp(), ramp(), points_px);
  EXPECT_FLOAT_EQ(picture.at(0, 1, 2), 12 + 2 * 11);
  EXPECT_FLOAT_EQ(picture.at(0, height_px - 1, width_px - 1), 31 + 2 * 25);
}

TEST(PiecewiseCrop, GivesTheMaskedPixelsColumnByColumn) {
  PiecewiseWarp model = warp();
  model.mask(0, 0) = 0;
  const PiecewiseCrop crop(model);
  ASSERT_EQ(crop.pixel_count(), width_px * height_px - 1);
  FeatureMaps picture;
  const Eigen::VectorXf values =
      Eigen::VectorXf::LinSpaced(crop.pixel_count(), 1, static_cast<float>(crop.pixel_count()));
  crop.place(values, picture);
  EXPECT_EQ(picture.at(0, 0, 0), 0);
  EXPECT_EQ(picture.at(0, 1, 0), 1);
  EXPECT_EQ(picture.at(0, 0, 1), height_px);
  EXPECT_EQ(picture.at(0, height_px - 1, width_px - 1), width_px * height_px - 1);
}

TEST(PiecewiseCrop, IsBlackOutsideThePicture) {
  Points2 points_px = corners_in_picture();
  points_px.col(0).array() -= 55;
  const FeatureMaps picture = crop_of(warp(), ramp(), points_px);
  EXPECT_EQ(picture.at(0, 2, 0), 0);
  EXPECT_GT(picture.at(0, 2, width_px - 1), 0);
  points_px.col(0).array() -= 1e9F;
  EXPECT_EQ(crop_of(warp(), ramp(), points_px).at(0, 2, width_px - 1), 0);
}

TEST(PiecewiseCrop, RefusesAWarpWithoutATriangleForAPixel) {
  PiecewiseWarp model = warp();
  model.triangle_of_pixel(3, 3) = -1;
  EXPECT_THROW(PiecewiseCrop{model}, base::ContractViolation);
}

TEST(RegionAround, IsThreePixelsLargerInWholePixels) {
  Points2 points_px(2, 2);
  points_px << 10.7F, 20.2F, 30.9F, 40.1F;
  EXPECT_EQ(region_around(points_px, {100, 100}), cv::Rect(cv::Point(7, 17), cv::Point(33, 43)));
}

TEST(RegionAround, LeavesOutThePicturesLastColumnAndRow) {
  Points2 points_px(2, 2);
  points_px << -10, 1, 98, 70;
  EXPECT_EQ(region_around(points_px, {100, 60}), cv::Rect(cv::Point(0, 0), cv::Point(99, 59)));
}

TEST(RegionAround, IsEmptyOutsideThePicture) {
  Points2 points_px(2, 2);
  points_px << 200, 10, 1e30F, 20;
  EXPECT_TRUE(region_around(points_px, {100, 60}).empty());
  EXPECT_TRUE(region_around(-points_px, {100, 60}).empty());
}

double largest_difference(const FeatureMaps& picture, const NumpyArray& expected) {
  Eigen::VectorXf values(static_cast<Eigen::Index>(expected.values.size()));
  picture.copy_to(values);
  const Eigen::Map<const Eigen::VectorXd> reference(expected.values.data(), values.size());
  return (values.cast<double>() - reference).cwiseAbs().maxCoeff();
}

TEST(PiecewiseCrop, ShowsWhatOpenFacesShows) {
  const auto models = shared_models();
  if (!models) GTEST_SKIP() << "no model folder";
  for (const StageFrame& frame : stage_frames()) {
    const auto reference = StageReference::open(frame.clip, frame.number);
    ASSERT_TRUE(reference);
    const cv::Mat gray = reference->frame_gray();
    const Points2 points_px = reference->points("final.points");
    const cv::Rect region = region_around(points_px, gray.size());
    EXPECT_EQ(Eigen::Vector4d(region.x, region.y, region.br().x, region.br().y),
              Eigen::Vector4d(reference->numbers("validator.roi_min_max")));
    const auto view_idx = static_cast<std::size_t>(reference->number("validator.view"));
    const FeatureMaps picture = crop_of(models->validator.views.at(view_idx).warp, gray, points_px);
    EXPECT_LE(largest_difference(picture, reference->array("validator_crop")), crop_tolerance_levels);
  }
}

}  // namespace
}  // namespace kizashi::face::openface
