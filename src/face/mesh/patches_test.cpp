// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/patches.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>
#include <numbers>
#include <string_view>

#include "kizashi/base/check.h"
#include "kizashi/face/mesh/patch_table.h"

namespace kizashi::face::mesh {
namespace {

constexpr int picture_side_px = 260;
constexpr double frame_px_per_aligned_px = 2.0;
const cv::Point2d face_origin_px{18.0, 6.0};

using Brightness = std::function<double(double x, double y)>;  ///< 0 to 255, of a place in the aligned face

cv::Mat picture_of(const Brightness& brightness) {
  cv::Mat rgb(picture_side_px, picture_side_px, CV_8UC3);
  for (int y = 0; y < rgb.rows; ++y) {
    for (int x = 0; x < rgb.cols; ++x) {
      const double level = brightness((x - face_origin_px.x) / frame_px_per_aligned_px,
                                      (y - face_origin_px.y) / frame_px_per_aligned_px);
      rgb.at<cv::Vec3b>(y, x) = cv::Vec3b::all(cv::saturate_cast<unsigned char>(level));
    }
  }
  return rgb;
}

/// A mesh of which only the points that a face is aligned by are set.
MeshPoints face_at(cv::Point2d origin_px) {
  struct Place {
    std::size_t point_idx;
    double x;
    double y;
  };
  constexpr std::array<Place, 7> places{
      {{33, 30, 44}, {133, 47, 44}, {362, 65, 44}, {263, 82, 44}, {168, 56, 44}, {4, 56, 64}, {2, 56, 70}}};
  MeshPoints points;
  points.fill(Eigen::Vector3f::Zero());
  for (const Place& place : places) {
    points.at(place.point_idx) = Eigen::Vector3d(origin_px.x + frame_px_per_aligned_px * place.x,
                                                 origin_px.y + frame_px_per_aligned_px * place.y, 0)
                                     .cast<float>();
  }
  return points;
}

MeshPoints mirrored(const MeshPoints& points) {
  MeshPoints result = points;
  const std::array<std::pair<std::size_t, std::size_t>, 2> corners{{{33, 263}, {133, 362}}};
  for (const auto& [a, b] : corners) std::swap(result.at(a), result.at(b));
  for (auto& point : result) point.x() = static_cast<float>(picture_side_px - 1) - point.x();
  return result;
}

std::vector<PatchLook> looks_of(const cv::Mat& rgb) { return measure_patches(rgb, face_at(face_origin_px)); }

/// Where measure_patches() has the patch; of one with sides the person's left, the right follows.
std::size_t place_of(std::string_view name) {
  std::size_t place = 0;
  for (const Patch& patch : mesh_patches()) {
    if (patch.name == name) return place;
    place += patch.has_sides ? 2 : 1;
  }
  KIZASHI_CHECK(false, "a patch of the table");
  return place;
}

TEST(Patches, EvenlyLitSkinHasNoGradientAndTheBrightnessOfTheWholeFace) {
  constexpr double tolerance = 0.01;  // one grey level of 120
  const auto looks = looks_of(picture_of([](double, double) { return 120; }));
  ASSERT_EQ(looks.size(), 16U);
  for (const PatchLook& look : looks) {
    EXPECT_NEAR(look.gradient.value(), 0.0, tolerance);
    EXPECT_NEAR(look.brightness.value(), 1.0, tolerance);
  }
}

TEST(Patches, ARampAcrossTheFaceIsReadAsItsStepOverEightPixels) {
  constexpr double tolerance = 0.01;
  const auto looks = looks_of(picture_of([](double x, double) { return 120 + x - 56; }));
  for (const PatchLook& look : looks) EXPECT_NEAR(look.gradient.value(), 8.0 / 121.0, tolerance);
  const auto downwards = looks_of(picture_of([](double, double y) { return 120 + y - 65; }));
  for (const PatchLook& look : downwards) EXPECT_NEAR(look.gradient.value(), 0.0, tolerance);
}

TEST(Patches, UprightStripesHaveTheirKnownMeanGradient) {
  constexpr double wave_px = 20.0;
  constexpr double depth = 0.5;
  constexpr double turn_per_px = 2.0 * std::numbers::pi / wave_px;
  const auto looks =
      looks_of(picture_of([&](double x, double) { return 120 * (1 + depth * std::sin(turn_per_px * x)); }));
  // A sine's mean slope is 2/pi of its steepest. Smoothing by one pixel and the difference over two weaken it.
  const double smoothing = std::exp(-turn_per_px * turn_per_px / 2.0);
  const double expected = 8.0 * depth * std::sin(turn_per_px) * 2.0 / std::numbers::pi * smoothing;
  constexpr double tolerance = 0.03;
  EXPECT_NEAR(looks.at(place_of("chin")).gradient.value(), expected, tolerance * expected)
      << "the chin is just one wave wide";
}

TEST(Patches, TwiceTheLightChangesNothing) {
  const auto face = [](double light) {
    return looks_of(picture_of([light](double x, double y) { return light * (60 + 30 * std::sin(x / 4 + y / 9)); }));
  };
  const auto dim = face(1.0);
  const auto bright = face(2.0);
  constexpr double tolerance = 0.02;
  for (std::size_t i = 0; i < dim.size(); ++i) {
    EXPECT_GT(dim[i].gradient.value(), 0.2);
    EXPECT_NEAR(bright[i].gradient.value(), dim[i].gradient.value(), tolerance);
    EXPECT_NEAR(bright[i].brightness.value(), dim[i].brightness.value(), tolerance);
  }
}

TEST(Patches, AMirroredPictureSwapsLeftAndRight) {
  const cv::Mat rgb =
      picture_of([](double x, double y) { return 120 + 0.6 * (x - 56) + 40 * std::sin(x * x / 300 + y / 5); });
  cv::Mat flipped;
  cv::flip(rgb, flipped, 1);
  const auto looks = looks_of(rgb);
  const auto mirror = measure_patches(flipped, mirrored(face_at(face_origin_px)));
  constexpr double tolerance = 0.002;
  for (const Patch& patch : mesh_patches()) {
    const std::size_t left = place_of(patch.name);
    const std::size_t right = patch.has_sides ? left + 1 : left;
    EXPECT_NEAR(mirror.at(left).gradient.value(), looks.at(right).gradient.value(), tolerance) << patch.name;
    EXPECT_NEAR(mirror.at(right).brightness.value(), looks.at(left).brightness.value(), tolerance) << patch.name;
  }
}

TEST(Patches, TheRightSideIsThePersonsSoItLiesLeftOfThePicturesMiddle) {
  const auto looks = looks_of(picture_of([](double x, double) { return x < 56 ? 60 : 180; }));
  const std::size_t left = place_of("lip_corner");
  EXPECT_GT(looks.at(left).brightness.value(), 2.0 * looks.at(left + 1).brightness.value());
}

TEST(Patches, AFaceTurnedInThePlaneOfThePictureReadsAlike) {
  const cv::Mat rgb = picture_of([](double x, double y) { return 120 + 40 * std::sin(x / 5 + y / 7); });
  cv::Mat turned;
  cv::rotate(rgb, turned, cv::ROTATE_90_CLOCKWISE);
  MeshPoints points = face_at(face_origin_px);
  for (auto& point : points) point = {static_cast<float>(picture_side_px - 1) - point.y(), point.x(), 0};
  const auto upright = looks_of(rgb);
  const auto found = measure_patches(turned, points);
  constexpr double tolerance = 0.002;
  for (std::size_t i = 0; i < upright.size(); ++i) {
    EXPECT_NEAR(found[i].gradient.value(), upright[i].gradient.value(), tolerance);
    EXPECT_NEAR(found[i].brightness.value(), upright[i].brightness.value(), tolerance);
  }
}

TEST(Patches, APatchMostlyOutsideThePictureHasNoLook) {
  const cv::Mat rgb = picture_of([](double, double) { return 120; });
  const auto first_row_at = [&](double aligned_y) {
    return measure_patches(rgb, face_at({face_origin_px.x, -frame_px_per_aligned_px * aligned_y}));
  };
  // The forehead's patches lie from 16 to 28.
  EXPECT_TRUE(first_row_at(21).at(place_of("forehead_inner")).gradient.has_value());
  EXPECT_FALSE(first_row_at(23).at(place_of("forehead_inner")).gradient.has_value());
  EXPECT_FALSE(first_row_at(23).at(place_of("forehead_inner")).brightness.has_value());
  EXPECT_TRUE(first_row_at(23).at(place_of("chin")).gradient.has_value());
}

TEST(Patches, WithoutAPictureThereIsNoLook) {
  for (const PatchLook& look : measure_patches({}, face_at(face_origin_px))) {
    EXPECT_FALSE(look.gradient.has_value() || look.brightness.has_value());
  }
}

}  // namespace
}  // namespace kizashi::face::mesh
