// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/hog.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/stage_reference.h"

namespace kizashi::face::openface {
namespace {

constexpr int cells = 12;
constexpr int bins = 31;
constexpr int cell_px = 8;
constexpr double tolerance = 1e-6;
constexpr float reference_tolerance = 2e-7F;

cv::Mat black() { return cv::Mat::zeros(aligned_side_px, aligned_side_px, CV_8UC3); }

float value_of(const Eigen::VectorXf& hog, int row, int column, int bin) {
  return hog[(row * cells + column) * bins + bin];
}

/// The bin of the first 18 that is largest in a cell.
int strongest_bin(const Eigen::VectorXf& hog, int row, int column) {
  Eigen::Index strongest = 0;
  hog.segment(Eigen::Index{row * cells + column} * bins, 18).maxCoeff(&strongest);
  return static_cast<int>(strongest);
}

TEST(Hog, OfAPictureOfOneColourIsZero) {
  cv::Mat grey = black();
  grey.setTo(cv::Scalar(90, 120, 30));
  EXPECT_EQ(hog_of(grey).cwiseAbs().maxCoeff(), 0.0F);
}

TEST(Hog, OfOneUprightEdgeLiesInTheCellsBesideIt) {
  cv::Mat picture = black();
  const int edge_px = 7 * cell_px;  // between the 7th and the 8th cell of 14: the 6th and the 7th of 12
  picture.colRange(edge_px, aligned_side_px).setTo(cv::Scalar::all(200));
  const Eigen::VectorXf hog = hog_of(picture);
  for (int column = 0; column < cells; ++column) {
    const bool is_beside = column == 5 || column == 6;
    EXPECT_EQ(value_of(hog, 5, column, 0) > 0.0F, is_beside) << column;  // brighter to the right: 0 degrees
    for (int bin = 1; bin < 18; ++bin) EXPECT_EQ(value_of(hog, 5, column, bin), 0.0F) << column << ' ' << bin;
  }
  EXPECT_NEAR(value_of(hog, 5, 5, 0), value_of(hog, 5, 6, 0), tolerance) << "the edge lies between them";
  EXPECT_NEAR(value_of(hog, 5, 5, 0), 0.4, tolerance) << "four factors, each cut at 0.2, halved";
  EXPECT_NEAR(value_of(hog, 5, 5, 18), 0.4, tolerance) << "the same without a sign";
  EXPECT_NEAR(value_of(hog, 5, 5, 27), 0.2 * 0.2357, tolerance);
}

TEST(Hog, OfASlopeFallsIntoTheBinOfItsDirection) {
  constexpr double middle_px = 6.5 * cell_px;  // of cell (5, 5)
  for (int bin = 0; bin < 18; ++bin) {
    const double angle_rad = bin * CV_PI / 9.0;
    cv::Mat picture = black();
    for (int y = 0; y < aligned_side_px; ++y) {
      for (int x = 0; x < aligned_side_px; ++x) {
        const double level =
            128.0 + 6.0 * (std::cos(angle_rad) * (x - middle_px) + std::sin(angle_rad) * (y - middle_px));
        picture.at<cv::Vec3b>(y, x) = cv::Vec3b::all(cv::saturate_cast<unsigned char>(level));
      }
    }
    EXPECT_EQ(strongest_bin(hog_of(picture), 5, 5), bin);
  }
}

/// A picture whose red, green and blue rise as strongly, each its own way.
cv::Mat equal_strengths() {
  cv::Mat picture = black();
  for (int y = 0; y < aligned_side_px; ++y) {
    for (int x = 0; x < aligned_side_px; ++x) {
      picture.at<cv::Vec3b>(y, x) = {static_cast<unsigned char>(2 * x), static_cast<unsigned char>(2 * y),
                                     static_cast<unsigned char>(2 * (aligned_side_px - x))};
    }
  }
  return picture;
}

TEST(Hog, TakesBlueOfEquallyStrongColoursAndRedAtTheRightEdge) {
  constexpr int rightwards = 0;
  constexpr int leftwards = 9;
  const Eigen::VectorXf hog = hog_of(equal_strengths());
  EXPECT_EQ(strongest_bin(hog, 5, 5), leftwards) << "blue";
  EXPECT_EQ(value_of(hog, 5, 5, rightwards), 0.0F);
  EXPECT_GT(value_of(hog, 5, 11, rightwards), 0.0F) << "red, from column 105 on";
}

TEST(Hog, TakesTheStrongestColour) {
  cv::Mat picture = equal_strengths();
  for (auto pixel = picture.begin<cv::Vec3b>(); pixel != picture.end<cv::Vec3b>(); ++pixel) (*pixel)[2] /= 2;
  for (auto pixel = picture.begin<cv::Vec3b>(); pixel != picture.end<cv::Vec3b>(); ++pixel) (*pixel)[0] /= 2;
  constexpr int downwards = 4;  // 90 degrees lie between the 5th and the 6th direction; the first wins
  EXPECT_EQ(strongest_bin(hog_of(picture), 5, 5), downwards) << "green";
}

TEST(Hog, RefusesAPictureOfAnotherSize) {
  EXPECT_THROW(hog_of(cv::Mat::zeros(96, 96, CV_8UC3)), base::ContractViolation);
}

TEST(Hog, EqualsOpenFacesOfItsOwnAlignedFaces) {
  for (const auto& [clip, number] : stage_frames()) {
    const auto reference = StageReference::open(clip, number);
    if (!reference) GTEST_SKIP() << "no reference values of the stages";
    const NumpyArray stored = reference->array("hog");
    const Eigen::VectorXf expected = Eigen::Map<const Eigen::VectorXd>(stored.values.data(), hog_size).cast<float>();
    if (expected.isZero(0.0F)) continue;  // a frame without a face
    const Eigen::VectorXf hog = hog_of(reference->picture("aligned_masked"));
    EXPECT_LT((hog - expected).cwiseAbs().maxCoeff(), reference_tolerance) << clip << ' ' << number;
  }
}

}  // namespace
}  // namespace kizashi::face::openface
