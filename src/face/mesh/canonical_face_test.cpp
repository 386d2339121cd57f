// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/canonical_face.h"

#include <gtest/gtest.h>

#include <set>

#include "kizashi/face/mesh/test_models.h"

namespace kizashi::face::mesh {
namespace {

class CanonicalFaceFile : public WithModels {};

TEST_F(CanonicalFaceFile, HoldsAFaceOfHumanSizeFacingTheCamera) {
  const auto file = store_.load("canonical_face");
  ASSERT_TRUE(file.ok());
  const auto face = parse_canonical_face(file->bytes);
  ASSERT_TRUE(face.ok()) << face.error().message;
  const auto& points = face->points_mm;
  EXPECT_NEAR((points[263] - points[33]).x(), 90.0, 10.0) << "outer eye corners";
  EXPECT_GT(points[152].y(), points[10].y()) << "the chin lies below the forehead";
  EXPECT_LT(points[4].z(), points[234].z()) << "the nose tip is nearer the camera than the ear";
}

TEST_F(CanonicalFaceFile, StatesTheBasisOfTheRigidFit) {
  const auto face = parse_canonical_face(store_.load("canonical_face")->bytes);
  ASSERT_TRUE(face.ok());
  EXPECT_EQ(face->rigid_basis.size(), 33U);
  for (const auto& point : face->rigid_basis) EXPECT_GT(point.weight, 0.0);
}

TEST_F(CanonicalFaceFile, CoversTheSkinWithTriangles) {
  const auto face = parse_canonical_face(store_.load("canonical_face")->bytes);
  ASSERT_TRUE(face.ok());
  EXPECT_EQ(face->triangles.size(), 898U);
  std::set<std::size_t> corners;
  for (const auto& triangle : face->triangles) corners.insert(triangle.begin(), triangle.end());
  EXPECT_EQ(corners.size(), skin_point_count) << "every point is some triangle's";
}

TEST(CanonicalFace, OtherBytesAreRefused) {
  const std::vector<std::byte> noise(100, std::byte{0x5A});
  EXPECT_FALSE(parse_canonical_face(noise).ok());
  EXPECT_FALSE(parse_canonical_face({}).ok());
}

}  // namespace
}  // namespace kizashi::face::mesh
