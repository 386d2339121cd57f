// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/face_frame.h"

#include <gtest/gtest.h>

#include <cmath>

#include "kizashi/base/check.h"
#include "kizashi/synth/test_face.h"

namespace kizashi::synth {
namespace {

constexpr float rounding = 1e-3F;

TEST(FaceFrame, MeasuresMillimetresByTheIrises) {
  const FaceFrame frame(test_face());
  EXPECT_NEAR(frame.mm_per_px(), 0.5F, rounding);
  const cv::Point2f brow = FaceShape(test_face()).point_mm(52);
  EXPECT_NEAR(brow.x, -38.0F, rounding);
  EXPECT_NEAR(brow.y, -18.0F, rounding);
}

TEST(FaceFrame, FollowsAHeadThatIsTilted) {
  constexpr float angle_rad = 0.2F;
  auto points = test_face();
  for (auto& point : points) {
    const float x = point.x() - 200.0F;
    const float y = point.y() - 150.0F;
    point.x() = 220.0F + std::cos(angle_rad) * x - std::sin(angle_rad) * y;
    point.y() = 140.0F + std::sin(angle_rad) * x + std::cos(angle_rad) * y;
  }
  const cv::Point2f chin = FaceShape(points).point_mm(152);
  EXPECT_NEAR(chin.x, 0.0F, 0.01F);
  EXPECT_NEAR(chin.y, 100.0F, 0.01F);
}

TEST(FaceFrame, GoesToMillimetresAndBack) {
  const FaceFrame frame(test_face());
  const cv::Point2f there = frame.px_from_mm(frame.mm_from_px({123.0F, 77.0F}));
  EXPECT_NEAR(there.x, 123.0F, rounding);
  EXPECT_NEAR(there.y, 77.0F, rounding);
}

TEST(FaceFrame, OfAFaceWithoutEyesIsABrokenContract) {
  face::mesh::MeshPoints points;
  points.fill(face::mesh::MeshPoints::value_type::Zero());
  EXPECT_THROW(FaceFrame{points}, base::ContractViolation);
}

TEST(Contour, RunsThroughItsPointsAndIsLevelBeyondThem) {
  const FaceShape shape(test_face());
  constexpr std::array<std::size_t, 5> lid{33, 161, 159, 157, 133};
  const Contour contour(shape, lid);
  for (const std::size_t idx : lid) EXPECT_NEAR(contour.y_at(shape.point_mm(idx).x), shape.point_mm(idx).y, rounding);
  EXPECT_EQ(contour.y_at(-100.0F), shape.point_mm(33).y);
  EXPECT_EQ(contour.y_at(100.0F), shape.point_mm(133).y);
  // Smooth: no step between places a hundredth of a millimetre apart.
  for (int step = 0; step < 2800; ++step) {
    const float x_mm = -45.0F + 0.01F * static_cast<float>(step);
    ASSERT_LT(std::abs(contour.y_at(x_mm + 0.01F) - contour.y_at(x_mm)), 0.02F);
  }
}

TEST(Ramp, RisesOrFallsSmoothly) {
  EXPECT_EQ(ramp(1.0F, 2.0F, 4.0F), 0.0F);
  EXPECT_EQ(ramp(3.0F, 2.0F, 4.0F), 0.5F);
  EXPECT_EQ(ramp(5.0F, 2.0F, 4.0F), 1.0F);
  EXPECT_EQ(ramp(1.0F, 4.0F, 2.0F), 1.0F);
  EXPECT_EQ(ramp(5.0F, 4.0F, 2.0F), 0.0F);
}

}  // namespace
}  // namespace kizashi::synth
